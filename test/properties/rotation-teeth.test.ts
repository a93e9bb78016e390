import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plantedCopy } from './planted-copy';
import { type PlantedFault } from './planted-faults';
import { ROTATION_FAULTS } from './rotation-faults';
import type * as Orders from './rotation-orders';

/** A seed, so that the same orders are tried each time; without a fault none of them fails. */
const SEED = 20_260_101;
const RUNS = 3_000;

/** The suite over the domain as it is, but for the planted fault. */
function suite(fault: PlantedFault | undefined, folder: string): typeof Orders {
  plantedCopy(fault, folder, ['functions', 'local', 'test']);
  return jest.requireActual(join(folder, 'test/properties/rotation-orders.ts'));
}

describe('the interleavings of rotation have teeth', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'planted-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(ROTATION_FAULTS)(
    'they fail with a planted fault: $name',
    async (fault) => {
      const { exploreRotation } = suite(fault, folder);
      const report = await exploreRotation({ numRuns: RUNS, seed: SEED, endOnFailure: true });
      expect(String(report.errorInstance)).toMatch(/changes, |not one run of all: /);
    },
    60_000,
  );

  test('a copy with nothing planted passes', async () => {
    const { exploreRotation } = suite(undefined, folder);
    expect((await exploreRotation({ numRuns: 300, seed: SEED })).failed).toBe(false);
  });
});
