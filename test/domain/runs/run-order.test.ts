import { type Run } from '../../../functions/domain/runs/run';
import { pickRun } from '../../../functions/domain/runs/free-runs';
import { startRun } from '../../../functions/domain/runs/start-run';
import { carryOn } from '../../../functions/domain/rotation/carry-on';
import { metAfter } from '../../../functions/domain/run-met';
import { durationMs, epochMs, later } from '../../../functions/domain/time';
import { bareRun } from '../../contracts/sample-runs';
import { crowdUser } from '../../fakes/crowd-google';
import { MANAGER, type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;
const HOUR = 3_600_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

describe('the run that goes next', () => {
  const admin = { startedBy: MANAGER };
  const list = bareRun('list', 3, { ...admin, scope: { userKeys: ['1'] } });
  const unit = bareRun('unit', 2, { ...admin, scope: { orgUnitPath: '/Sales' } });
  const all = bareRun('all', 1, { ...admin, scope: 'all' });
  const schedule = bareRun('schedule', 0);
  const order = (runs: readonly Run[], last?: Run, now = 10): string | undefined =>
    pickRun(runs, last, epochMs(now))?.runId;

  test('is a list, then other runs of administrators, oldest first, then the schedule’s', () => {
    expect(order([schedule, all, unit, list])).toBe('list');
    expect(order([schedule, unit, all])).toBe('all');
    expect(order([schedule])).toBe('schedule');
    expect(order([])).toBeUndefined();
  });

  test('is, every other time, one that has waited an hour', () => {
    expect(order([schedule, all], all, HOUR - 1)).toBe('all');
    expect(order([schedule, all], all, HOUR)).toBe('schedule');
    expect(order([schedule, all], schedule, HOUR)).toBe('all');
    const sharing: Run = { ...schedule, sharesLane: true, lastBatchAt: epochMs(HOUR) };
    expect(order([sharing, all], all, HOUR + 1)).toBe('schedule');
  });

  test('is, of those that have waited an hour, the one whose last batch is the oldest', () => {
    const shared = (run: Run, lastBatchAt: number): Run => ({
      ...run,
      sharesLane: true,
      lastBatchAt: epochMs(lastBatchAt),
    });
    expect(order([list, shared(all, 7), shared(schedule, 6)], list, 10)).toBe('schedule');
    expect(order([list, shared(all, 7), shared(schedule, 8)], list, 10)).toBe('all');
  });
});

describe('a task', () => {
  test('of a future slice, whose worker was killed before it raised the number, raises it', async () => {
    await world.people(1);
    const runId = await world.rotateNow('all');
    const { slice } = await world.run();
    const until = later(world.clock.now(), durationMs(1));
    await carryOn(world.ports(), { runId, slice: slice + 1 }, until);
    const late = await carryOn(world.ports(), { runId, slice }, until);
    expect(late).toStrictEqual({ kind: 'nothing' });
  });

  test('that loses the lane is delivered again, since the new holder may be killed', async () => {
    await world.people(200);
    const runId = await world.rotateNow('all');
    const { slice } = await world.run();
    world.google.onSet = () => {
      void world.lanes.transact('directory', (lane) => {
        const lease = {
          holder: 'somebody else',
          until: later(world.clock.now(), durationMs(9_000)),
        };
        return { write: { ...lane, lease }, result: undefined };
      });
      return 'applied';
    };
    const until = later(world.clock.now(), durationMs(60_000));
    expect(await carryOn(world.ports(), { runId, slice }, until)).toStrictEqual({
      kind: 'busy',
      retryAfterMs: 30_000,
    });
    world.google.onSet = () => 'applied';
    await world.tasks.pass(5 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 200 } });
  });
});

describe('runs side by side', () => {
  test('a user named twice in the hand left by a worker is counted once', async () => {
    await world.people(1);
    const { id, primaryEmail } = crowdUser(0);
    const hand = [id, primaryEmail];
    const run = { scope: { userKeys: hand }, hand, cursor: { source: 'end' } } as const;
    await world.addRun('20260101T000000000Z-0a1b2c3d', run);
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 1 } });
  });

  test('a sweep does not count a user again whom another run has met since', async () => {
    await world.people(3);
    const [one, other] = ['20260101T000000000Z-0000000a', '20260101T000000000Z-0000000b'];
    const begun = { scope: 'all', startedAt: epochMs(world.clock.now() + 1) } as const;
    for (const number of [0, 1, 2]) {
      await world.accounts.transact(crowdUser(number).id, (account) => ({
        write: {
          ...account!,
          lastMet: metAfter({ runId: one, result: 'failed' }, { runId: other, result: 'failed' }),
        },
        result: undefined,
      }));
    }
    await world.addRun(one, { ...begun, cursor: { source: 'sweep' } });
    await world.quarter();
    expect(await world.runs.read(one)).toMatchObject({ state: 'finished', counts: { done: 0 } });
  });

  test('a list precedes a run over all users, which continues after it', async () => {
    await world.people(300);
    const big = await world.rotateNow('all');
    let small: string | undefined;
    let updates = 0;
    let between = 0;
    world.google.onSet = (id) => {
      updates += 1;
      if (updates === 60) {
        void world.rotateNow({ userKeys: [crowdUser(299).primaryEmail] }).then((runId) => {
          small = runId;
        });
      }
      if (id === crowdUser(299).id) between = updates;
      return 'applied';
    };
    await world.tasks.pass(5 * MINUTE);
    expect(between).toBeLessThanOrEqual(120);
    expect(await world.runs.read(small!)).toMatchObject({ state: 'finished', counts: { done: 1 } });
    expect(await world.runs.read(big)).toMatchObject({ state: 'finished', counts: { done: 300 } });
    expect(world.google.calls.set).toBe(300);
  });

  test('the schedule gets every other batch of a run that lasts for hours', async () => {
    await world.people(4_000, { nextRotationAt: epochMs(world.clock.now() + 24 * HOUR) });
    for (let number = 0; number < 100; number += 1) await world.person(20_000 + number);
    world.callsPerSecond = 0.3;
    await world.rotateNow('all');
    for (let quarter = 0; quarter < 4 * 3; quarter += 1) await world.quarter();
    const due = (await world.runs.recent(9)).find(({ startedBy }) => startedBy === 'schedule')!;
    expect(due.counts.done).toBeGreaterThan(80);
  });

  test('two administrators with the same request get one run; a different request gets another', async () => {
    await world.people(3);
    const ask = (scope: Run['scope'], by: string) =>
      startRun(world.controlPorts(), { kind: 'rotate', scope, by });
    const given = await Promise.all([
      ask('all', 'one@example.com'),
      ask('all', 'two@example.com'),
      ask({ orgUnitPath: '/' }, 'two@example.com'),
      ask({ orgUnitPath: '/Nowhere' }, 'one@example.com'),
      ask({ orgUnitPath: '/nowhere' }, 'two@example.com'),
    ]);
    const ids = given.map((each) => (each.kind === 'started' ? each.runId : each.kind));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[3]).toBe(ids[4]);
    expect(new Set(ids).size).toBe(3);
    await world.tasks.pass(5 * MINUTE);
    expect(world.google.calls.set).toBe(3);
    expect((await world.runs.recent(5)).map(({ counts }) => counts.done).toSorted()).toStrictEqual([
      0, 3, 3,
    ]);
  });
});
