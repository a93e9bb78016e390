import { explore } from './explore';
import { PlantedCopy } from './planted-copy';
import { plantedDomain } from './planted-domain';
import { AUDIT_FAULTS, BIND_FAULTS, PLANTED_FAULTS } from './planted-faults';

/** A fixed seed, so that every test tries the same orders. Without a fault none of them fails. */
const SEED = 20_260_101;
const RUNS = 10_000;

const copy = PlantedCopy.inThisFile(['functions']);

describe('the interleaving suite has teeth', () => {
  test.each(PLANTED_FAULTS)('it fails with a planted fault: $name', async (fault) => {
    copy.plant(fault);
    const domain = plantedDomain(copy);
    const two = await explore(domain, { workers: 2, runs: RUNS, seed: SEED });
    const report = two.failed ? two : await explore(domain, { workers: 3, runs: RUNS, seed: SEED });
    expect(String(report.errorInstance)).toMatch(/I[1-4]: /);
  });

  test.each(BIND_FAULTS)('it fails with a planted fault of binds: $name', async (fault) => {
    copy.plant(fault);
    const domain = plantedDomain(copy);
    const report = await explore(domain, { workers: 2, runs: RUNS, seed: SEED, binds: true });
    expect(String(report.errorInstance)).toMatch(/I[1-4]: /);
  });

  test.each(AUDIT_FAULTS)(
    'it fails with a planted fault of the audit trail: $name',
    async (fault) => {
      copy.plant(fault);
      const domain = plantedDomain(copy);
      const options = { workers: 2, runs: RUNS, seed: SEED, trail: true } as const;
      expect(String((await explore(domain, options)).errorInstance)).toMatch(/Audit: /);
    },
  );

  test('a copy with nothing planted passes', async () => {
    const domain = plantedDomain(copy);
    const options = { workers: 2, runs: 500, seed: SEED } as const;
    expect((await explore(domain, options)).failed).toBe(false);
    expect((await explore(domain, { ...options, binds: true })).failed).toBe(false);
    expect((await explore(domain, { ...options, retention: true })).failed).toBe(false);
  });
});
