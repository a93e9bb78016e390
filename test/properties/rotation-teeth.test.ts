import { PlantedCopy } from './planted-copy';
import { ROTATION_FAULTS } from './rotation-faults';
import type * as Orders from './rotation-orders';
import type * as Scenarios from './rotation-scenarios';

/** A fixed seed, so that every test tries the same orders. Without a fault none of them fails. */
const SEED = 20_260_101;
const RUNS = 3_000;

const copy = PlantedCopy.inThisFile(['functions', 'local', 'test']);

/** The suites over the copy's domain. */
const suites = (): { readonly orders: typeof Orders; readonly scenarios: typeof Scenarios } => ({
  orders: copy.load('test/properties/rotation-orders.ts') as typeof Orders,
  scenarios: copy.load('test/properties/rotation-scenarios.ts') as typeof Scenarios,
});

describe('the tests of a run have teeth', () => {
  test.each(ROTATION_FAULTS)(
    'they fail with a planted fault: $name',
    async ({ foundBy, ...fault }) => {
      copy.plant(fault);
      const { orders, scenarios } = suites();
      const failing = await scenarios.failingScenario();
      const explored =
        failing === undefined || !foundBy.test(failing)
          ? await orders.exploreRotation({ numRuns: RUNS, seed: SEED, endOnFailure: true })
          : undefined;
      expect(`${failing ?? ''} ${String(explored?.errorInstance)}`).toMatch(foundBy);
    },
  );

  test('a copy with nothing planted passes', async () => {
    const { orders, scenarios } = suites();
    expect(await scenarios.failingScenario()).toBeUndefined();
    expect((await orders.exploreRotation({ numRuns: 300, seed: SEED })).failed).toBe(false);
  });
});
