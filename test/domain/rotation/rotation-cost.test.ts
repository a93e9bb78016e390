import { type RunScope } from '../../../functions/domain/runs/run';
import { Bill, metered } from '../../fakes/metered-ports';
import { provingWorld } from '../../fakes/proving-world';
import { RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;

/**
 * The bill of a rotation of `people` accounts, from its tick or start to its end, and its number of batches.
 */
async function rotationOf(people: number, scope: RunScope = 'due') {
  const world = new RotationWorld();
  const bill = new Bill();
  await world.connect({ firstWave: { size: 0, stopAtFailedShare: 0 } });
  await world.people(people);
  await world.tick(); // the one-time pass over all accounts
  await world.tasks.pass(60 * MINUTE);
  const before = (await world.run()).runId;
  world.clock.advance(40 * 86_400_000);
  world.google.calls.list = world.google.calls.find = world.google.calls.set = 0;
  world.wrapTask = (ports) => metered(ports, bill);
  if (scope === 'due') await world.tick(world.wrapTask);
  else await world.rotateNow(scope);
  await world.tasks.pass(60 * MINUTE);
  expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: people } });
  expect((await world.run()).runId).not.toBe(before);
  return { bill, calls: { ...world.google.calls } };
}

/** At 25 a second a batch has 50 users. It takes these reads and writes in addition to theirs. */
const PER_BATCH = { reads: 6, writes: 3 };

// docs/performance.md computes a month's cost from these figures.
test.each(['due', 'all'] as const)(
  'one more rotation of %s takes 3 reads, 3 writes, a deletion, one encryption and one event',
  async (scope) => {
    const [few, many] = [await rotationOf(1_000, scope), await rotationOf(3_000, scope)];
    const batches = 2_000 / 50;
    const more = (name: keyof Omit<Bill, 'over'>): number => many.bill[name] - few.bill[name];
    expect(more('reads')).toBeLessThanOrEqual(3 * 2_000 + PER_BATCH.reads * batches + 8);
    expect(more('writes')).toBeLessThanOrEqual(3 * 2_000 + PER_BATCH.writes * batches);
    expect(more('deletes')).toBe(2_000);
    expect(more('encryptions')).toBe(2_000);
    expect(more('decryptions')).toBe(0);
    expect(more('messages')).toBe(2_000);
    expect(more('tasks')).toBeLessThanOrEqual(1);
    const daily = scope === 'due' ? 1 : 0; // that tick also verifies the connection
    expect(many.calls).toStrictEqual({ set: 3_000, find: daily, list: 6 + daily });
  },
);

test('a list, or a few due accounts, takes at most two calls per account', async () => {
  const world = new RotationWorld();
  await world.connect();
  await world.people(30);
  const userKeys = world.all().map(({ userId }) => userId);
  await world.rotateNow({ userKeys });
  await world.tasks.pass(5 * MINUTE);
  expect(world.google.calls).toStrictEqual({ set: 30, find: 30, list: 0 });
});

test('a tick without work, and without an earlier run, takes 19 reads and nothing else', async () => {
  const world = new RotationWorld();
  await world.connect();
  await world.people(10, { nextRotationAt: world.clock.now() + 1_000_000 } as object);
  await world.tick();
  const bill = new Bill();
  await world.tick((ports) => metered(ports, bill));
  expect(bill.over(new Bill(), 1)).toStrictEqual({
    reads: 19,
    writes: 0,
    deletes: 0,
    encryptions: 0,
    decryptions: 0,
    tasks: 0,
    messages: 0,
  });
});

test('a tick that starts a run of both kinds, after many such runs, takes 34 reads', async () => {
  const world = await provingWorld(10, { periodDays: 30 });
  world.activityLog.failing = undefined;
  for (let run = 0; run < 40; run += 1) {
    const finishedAt = world.clock.now();
    const kind = run % 2 === 0 ? 'rotate' : 'prove';
    await world.addRun(`${run}`, { kind, startedBy: 'schedule', state: 'finished', finishedAt });
  }
  await world.tick(); // the one-time pass over all accounts
  for (const { runId } of await world.runs.active()) {
    await world.addRun(runId, { state: 'finished', finishedAt: world.clock.now() });
  }
  const bill = new Bill();
  await world.tick((ports) => metered(ports, bill));
  expect(bill.reads).toBe(34);
});
