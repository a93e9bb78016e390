import { PEOPLE_FAULTS } from './people-faults';
import { PlantedCopy } from './planted-copy';
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

const copy = PlantedCopy.inThisFile(['functions']);

describe('the stories of people and connections have teeth', () => {
  test.each(PEOPLE_FAULTS)(
    'one of them fails with a planted fault: $name',
    async ({ foundBy, ...fault }) => {
      copy.plant(fault);
      expect(await failingStory(plantedDomain(copy))).toMatch(foundBy);
    },
  );
});
