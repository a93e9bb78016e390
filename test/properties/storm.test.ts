import fc from 'fast-check';
import { CALLS } from './storm-calls';
import { WORKSPACES } from './storm-google';
import { type StormCall } from './storm-judge';
import { BEFALLS, PEOPLE } from './storm-people';
import { FAULTS, type Step, StormWorld } from './storm-world';

const MINUTE = 60_000;
const DAY = 86_400_000;

const asked: fc.Arbitrary<StormCall> = fc.record({
  call: fc.constantFrom(...CALLS, 'issue', 'issue', 'read', 'read', 'rotate'),
  workspace: fc.constantFrom(...WORKSPACES),
  person: fc.integer({ min: 0, max: PEOPLE - 1 }),
  byId: fc.boolean(),
});
const calls: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('calls'),
  calls: fc.oneof(
    { weight: 4, arbitrary: asked.map((one) => [one]) },
    {
      weight: 1,
      arbitrary: fc.uniqueArray(asked, {
        minLength: 2,
        maxLength: 2,
        selector: ({ call }) => call,
      }),
    },
  ),
});
const befalls: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('befalls'),
  person: fc.integer({ min: 0, max: 2 * PEOPLE - 1 }),
  what: fc.constantFrom(...BEFALLS, 'restore', 'restore', 'demote'),
});
const connect: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('connect' as const),
    to: fc.constantFrom('first', 'first', 'other', 'other', 'none'),
  }),
  fc.record({ kind: fc.constant('forget-other' as const) }),
);
const times = fc.integer({ min: 1, max: 4 });
const trouble: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('fault' as const), fault: fc.constantFrom(...FAULTS), times }),
  fc.record({ kind: fc.constant('no-answer' as const), times }),
  fc.record({
    kind: fc.constant('kill' as const),
    write: fc.integer({ min: 1, max: 3 }),
    when: fc.constantFrom('before', 'after'),
  }),
);
const run: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('run' as const),
    path: fc.constantFrom('/v1/rotations', '/v1/issuances'),
  }),
  fc.record({ kind: fc.constant('tick' as const) }),
);
const wait: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('wait'),
  ms: fc.constantFrom(2_000, 31_000, 22 * MINUTE, 22 * MINUTE, DAY, 8 * DAY, 22 * DAY),
});
const storm = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: calls },
    { weight: 3, arbitrary: befalls },
    { weight: 3, arbitrary: trouble },
    { weight: 3, arbitrary: wait },
    { weight: 1, arbitrary: connect },
    { weight: 1, arbitrary: run },
  ),
  { minLength: 25, maxLength: 40, size: 'max' },
);

test('through weeks of people, Workspaces, kills and lost and late calls, what is told is live, nothing is lost, and the audit trail is whole', async () => {
  let told = 0;
  let changes = 0;
  await fc.assert(
    fc.asyncProperty(storm, async (steps) => {
      const world = await StormWorld.open();
      try {
        for (const step of steps) await world.take(step);
        await world.settle();
      } finally {
        told += world.judge.told;
        changes += world.google.taken.size;
        world.close();
      }
    }),
    { numRuns: 24, endOnFailure: true, seed: 20_261_128 },
  );
  expect(told).toBeGreaterThan(60); // otherwise there was nothing to judge
  expect(changes).toBeGreaterThan(60);
}, 240_000);
