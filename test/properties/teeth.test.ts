import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { explore } from './explore';
import { type PasswordDomain } from './password-world';
import { PLANTED_FAULTS, type PlantedFault } from './planted-faults';

const ROOT = resolve(__dirname, '../..');

/** A seed, so that the same orders are tried each time; without a fault none of them fails. */
const SEED = 20_260_101;
const RUNS = 10_000;

/** The domain as it is, but for the planted fault: a patched copy, loaded from a folder of its own. */
function plant(fault: PlantedFault | undefined, folder: string): PasswordDomain {
  cpSync(join(ROOT, 'functions'), join(folder, 'functions'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const domain = join(folder, 'functions/domain');
  for (const { file, from, to } of fault?.edits ?? []) {
    const source = readFileSync(join(domain, file), 'utf8');
    if (source.split(from).length !== 2) throw new Error(`${file} has not exactly one: ${from}`);
    writeFileSync(
      join(domain, file),
      source.replace(from, () => to),
    );
  }
  const load = (name: string): PasswordDomain => jest.requireActual(join(domain, name));
  return {
    ...load('issue-password.ts'),
    ...load('read-password.ts'),
    ...load('revoke-password.ts'),
    ...load('rotate-password.ts'),
  };
}

describe('the interleaving suite has teeth', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'planted-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(PLANTED_FAULTS)(
    'it fails with a planted fault: $name',
    async (fault) => {
      const domain = plant(fault, folder);
      const two = await explore(domain, { workers: 2, runs: RUNS, seed: SEED });
      const report = two.failed
        ? two
        : await explore(domain, { workers: 3, runs: RUNS, seed: SEED });
      expect(String(report.errorInstance)).toMatch(/I[1-4]: /);
    },
    60_000,
  );

  test('a copy with nothing planted passes', async () => {
    const domain = plant(undefined, folder);
    expect((await explore(domain, { workers: 2, runs: 500, seed: SEED })).failed).toBe(false);
  });
});
