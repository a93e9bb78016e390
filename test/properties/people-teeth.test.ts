import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PEOPLE_FAULTS } from './people-faults';
import { plantedDomain } from './planted-domain';
import { type PasswordDomain } from './password-world';
import { failingTwist } from './play-story';
import { STORIES } from './stories';

async function failingStory(domain: PasswordDomain): Promise<string | undefined> {
  for (const [name, story] of Object.entries(STORIES)) {
    const failed = await failingTwist(domain, story);
    if (failed) return `${name}, ${failed}`;
  }
  return undefined;
}

describe('the stories of people and connections have teeth', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'planted-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(PEOPLE_FAULTS)(
    'one of them fails with a planted fault: $name',
    async ({ foundBy, ...fault }) => {
      expect(await failingStory(plantedDomain(fault, folder))).toMatch(foundBy);
    },
    60_000,
  );
});
