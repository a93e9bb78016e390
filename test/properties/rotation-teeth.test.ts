import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plantedCopy } from './planted-copy';
import { type PlantedFault } from './planted-faults';
import { ROTATION_FAULTS } from './rotation-faults';
import type * as Orders from './rotation-orders';
import type * as Scenarios from './rotation-scenarios';

/** A seed, so that the same orders are tried each time; without a fault none of them fails. */
const SEED = 20_260_101;
const RUNS = 3_000;

/** The suites over the domain as it is, but for the planted fault. */
function suites(
  fault: PlantedFault | undefined,
  folder: string,
): { readonly orders: typeof Orders; readonly scenarios: typeof Scenarios } {
  plantedCopy(fault, folder, ['functions', 'local', 'test']);
  const load = (name: string): unknown =>
    jest.requireActual(join(folder, 'test/properties', `${name}.ts`));
  return {
    orders: load('rotation-orders') as typeof Orders,
    scenarios: load('rotation-scenarios') as typeof Scenarios,
  };
}

describe('the tests of a run have teeth', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'planted-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(ROTATION_FAULTS)(
    'they fail with a planted fault: $name',
    async ({ foundBy, ...fault }) => {
      const { orders, scenarios } = suites(fault, folder);
      const failing = await scenarios.failingScenario();
      const explored =
        failing === undefined || !foundBy.test(failing)
          ? await orders.exploreRotation({ numRuns: RUNS, seed: SEED, endOnFailure: true })
          : undefined;
      expect(`${failing ?? ''} ${String(explored?.errorInstance)}`).toMatch(foundBy);
    },
    60_000,
  );

  test('a copy with nothing planted passes', async () => {
    const { orders, scenarios } = suites(undefined, folder);
    expect(await scenarios.failingScenario()).toBeUndefined();
    expect((await orders.exploreRotation({ numRuns: 300, seed: SEED })).failed).toBe(false);
  });
});
