import fc from 'fast-check';
import { CALLS, FAULTS, type Step, TrailWorld } from './trail-world';

const USERS = ['alice@example.com', 'bob@example.com'] as const;

const call: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('call'),
  call: fc.constantFrom(...CALLS),
  user: fc.constantFrom(...USERS),
});
const trouble: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('fault' as const),
    fault: fc.constantFrom(...FAULTS),
    times: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constant('kill' as const),
    write: fc.integer({ min: 1, max: 3 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
);
const run: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('run'),
  path: fc.constantFrom('/v1/rotations' as const, '/v1/issuances' as const),
});
const wait: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('wait'),
  ms: fc.constantFrom(2_000, 31_000, 1_300_000),
});
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: call },
    { weight: 3, arbitrary: trouble },
    { weight: 1, arbitrary: run },
    { weight: 2, arbitrary: wait },
  ),
  { minLength: 12, maxLength: 20 },
);

test('whatever is called, killed and lost: each change that Google took on and each password that was told has one line, of whoever asked', async () => {
  let changes = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const world = await TrailWorld.open();
      try {
        for (const step of taken) await world.take(step);
        await world.settle(USERS);
        world.check();
        changes += world.taken.size;
      } finally {
        world.rotating.close();
      }
    }),
    { numRuns: 12, seed: 20_261_128, endOnFailure: true },
  );
  expect(changes).toBeGreaterThan(12); // or there was nothing to be told
}, 120_000);
