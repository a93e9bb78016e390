import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explore } from './explore';
import { type PasswordDomain } from './password-world';
import { plantedCopy } from './planted-copy';
import { AUDIT_FAULTS, PLANTED_FAULTS, type PlantedFault } from './planted-faults';

/** A seed, so that the same orders are tried each time; without a fault none of them fails. */
const SEED = 20_260_101;
const RUNS = 10_000;

/** The domain as it is, but for the planted fault: a patched copy, loaded from a folder of its own. */
function plant(fault: PlantedFault | undefined, folder: string): PasswordDomain {
  plantedCopy(fault, folder, ['functions']);
  const domain = join(folder, 'functions/domain');
  const load = (name: string): PasswordDomain => jest.requireActual(join(domain, name));
  return {
    ...load('passwords/issue-password.ts'),
    ...load('passwords/read-password.ts'),
    ...load('passwords/revoke-password.ts'),
    ...load('passwords/rotate-password.ts'),
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

  test.each(AUDIT_FAULTS)(
    'it fails with a planted fault of the audit trail: $name',
    async (fault) => {
      const domain = plant(fault, folder);
      const options = { workers: 2, runs: RUNS, seed: SEED, trail: true } as const;
      expect(String((await explore(domain, options)).errorInstance)).toMatch(/Audit: /);
    },
    60_000,
  );

  test('a copy with nothing planted passes', async () => {
    const domain = plant(undefined, folder);
    expect((await explore(domain, { workers: 2, runs: 500, seed: SEED })).failed).toBe(false);
  });
});
