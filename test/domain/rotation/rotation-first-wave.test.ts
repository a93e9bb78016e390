import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;
const HOUR = 3_600_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

/** The first so many, the longest due, are refused their passwords. */
const refuseFirst = (count: number): void => {
  const refused = new Set(Array.from({ length: count }, (_, number) => crowdUser(number).id));
  world.google.onSet = (id) => (refused.has(id) ? 'password-refused' : 'applied');
};

describe('the first wave', () => {
  test('stops the run when more than half of it fails, and says why', async () => {
    await world.people(100);
    refuseFirst(6);
    await world.tick();
    await world.tasks.pass(3_000);
    expect(await world.run()).toMatchObject({
      state: 'stopped',
      stopReason: 'first-wave-failed',
      enqueued: 10,
      result: { done: 4, failed: 6, parked: 0, skipped: 0 },
    });
    await world.tasks.pass(HOUR);
    expect(world.google.calls.set).toBe(10);
    expect(world.rotated).toBe(4);
  });

  test('lets the run go on when half of it fails', async () => {
    await world.people(100);
    refuseFirst(5);
    await world.tick();
    await world.tasks.pass(HOUR);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      result: { done: 95, failed: 0, parked: 5, skipped: 0 },
    });
  });

  test('counts those who were left alone as neither', async () => {
    await world.connect({ firstWave: { size: 4, stopAtFailedShare: 0.4 } });
    await world.people(30);
    for (const number of [0, 1, 2]) world.google.add(crowdUser(number, { suspended: true }));
    world.google.onSet = (id) => (id === crowdUser(3).id ? 'password-refused' : 'applied');
    await world.tick();
    expect(await world.run()).toMatchObject({ enqueued: 4, skipped: { 'user-suspended': 3 } });
    await world.tasks.pass(HOUR);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      result: { done: 26, parked: 1, skipped: 3 },
    });
  });

  test('tolerates no failure at all with a share of 0, and every one with a share of 1', async () => {
    await world.connect({ firstWave: { size: 10, stopAtFailedShare: 0 } });
    await world.people(20);
    refuseFirst(1);
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'stopped' });

    await world.connect({ firstWave: { size: 10, stopAtFailedShare: 1 } });
    refuseFirst(20);
    world.clock.advance(1);
    await world.tick();
    await world.tasks.pass(2 * HOUR);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { parked: 11 } });
  });

  test('is the whole run when there are no more than fit into it', async () => {
    await world.people(10);
    refuseFirst(10);
    const tick = await world.tick();
    expect(tick.run).toMatchObject({ state: 'running', enqueued: 10 });
    await world.tasks.pass(HOUR);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { parked: 10 } });
  });

  test('is none with a size of 0', async () => {
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 0 } });
    await world.people(30);
    refuseFirst(1);
    expect((await world.tick()).run).toMatchObject({ state: 'running', enqueued: 30 });
  });

  test('is judged by its part when the rest is not heard of for ten minutes', async () => {
    await world.people(30);
    const silent = crowdUser(3).id;
    const enqueue = world.tasks.enqueue.bind(world.tasks);
    world.tasks.enqueue = (task) =>
      (task.body as { userId: string }).userId === silent
        ? Promise.resolve('taken')
        : enqueue(task);
    await world.tick();
    await world.tasks.pass(9 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'first-wave' });
    await world.tasks.pass(7 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'running', enqueued: 30 });
  });

  test('that nothing is heard of stops the run after an hour, and the next tick begins anew', async () => {
    await world.people(30);
    const enqueue = world.tasks.enqueue.bind(world.tasks);
    world.tasks.enqueue = (task) =>
      task.target === 'rotation' ? enqueue(task) : Promise.resolve('taken');
    await world.tick();
    await world.tasks.pass(70 * MINUTE);
    expect(await world.run()).toMatchObject({
      state: 'stopped',
      stopReason: 'first-wave-unanswered',
    });
    world.tasks.enqueue = enqueue;
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 30 } });
  });

  test('makes a policy that no password can satisfy cost ten calls, not a thousand', async () => {
    await world.people(1_000);
    world.google.onSet = () => 'password-refused';
    for (let quarter = 0; quarter < 12; quarter += 1) {
      await world.tick();
      await world.tasks.pass(15 * MINUTE);
    }
    expect(world.google.calls.set).toBe(10);
    expect(world.all().every(({ status }) => status === 'active')).toBe(true);
  });
});

/** The schedule comes every quarter of an hour, and the tasks go on between. */
const pass = async (ms: number): Promise<void> => {
  for (let quarter = 0; quarter < ms / (15 * MINUTE); quarter += 1) {
    await world.tick();
    await world.tasks.pass(15 * MINUTE);
  }
};

test('those who fail first in run after run are parked, and everybody else has their turn', async () => {
  await world.people(100);
  const failing = new Set([0, 1, 2, 3, 4, 5].map((number) => crowdUser(number).id));
  world.google.onSet = (id) => (failing.has(id) ? 'user-not-ready' : 'applied');
  await pass(48 * HOUR);
  expect(world.rotated).toBe(94);
  expect(world.all().filter(({ status }) => status === 'parked')).toHaveLength(6);
  expect(world.account(0).lastFailure).toMatchObject({ code: 'user-not-ready', attempts: 5 });
});

describe('a run of an administrator that is held back in its first wave', () => {
  const begin = async (): Promise<void> => {
    await world.people(60, { nextRotationAt: epochMs(world.clock.now() + 30 * 24 * HOUR) });
    await world.rotateNow('all');
  };
  const end = async (): Promise<void> => {
    await pass(2 * HOUR);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      result: { done: 60, failed: 0, parked: 0, skipped: 0 },
    });
    expect(world.google.calls.set - refusals).toBe(60);
  };
  let refusals: number;
  beforeEach(() => {
    refusals = 0;
  });

  test('by a broken connection goes on once that is mended', async () => {
    await begin();
    world.google.onSet = () => {
      refusals += 1;
      return 'delegation-missing';
    };
    world.google.broken = 'delegation-missing';
    await pass(2 * HOUR);
    expect(await world.run()).toMatchObject({ waitingFor: 'configuration' });
    world.google.onSet = () => 'applied';
    world.google.broken = undefined;
    await end();
  });

  test('by Google’s limit for the day goes on once that is over', async () => {
    await begin();
    world.google.onSet = () => {
      refusals += 1;
      return 'daily-quota-exceeded';
    };
    await pass(3 * HOUR);
    expect(await world.run()).toMatchObject({ state: 'first-wave' });
    world.google.onSet = () => 'applied';
    await end();
  });

  test('still stops when what comes then fails', async () => {
    await begin();
    world.google.broken = 'delegation-missing';
    await pass(2 * HOUR);
    world.google.broken = undefined;
    world.google.onSet = () => 'password-refused';
    await pass(HOUR);
    expect(await world.run()).toMatchObject({
      state: 'stopped',
      stopReason: 'first-wave-failed',
    });
    expect(world.google.calls.set).toBeLessThanOrEqual(20);
  });
});

describe('after a run that was stopped', () => {
  const stoppedRun = async (): Promise<void> => {
    await world.people(30);
    refuseFirst(30);
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'stopped' });
    world.google.onSet = () => 'applied';
  };

  test('the schedule stands still for six hours', async () => {
    await stoppedRun();
    const { finishedAt = 0 } = await world.run();
    expect(await world.tick()).toMatchObject({ idle: 'first-wave-failed', due: 30 });
    world.clock.advance(finishedAt + 6 * HOUR - world.clock.now() - 1);
    expect((await world.tick()).run).toBeUndefined();
    world.clock.advance(1);
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(world.rotated).toBe(30);
  });

  test('the schedule does not wait for a moment that a clock running ahead has noted', async () => {
    await stoppedRun();
    world.clock.advance(-10 * 24 * HOUR);
    await world.connect({ length: 30 });
    const due = { nextRotationAt: epochMs(world.clock.now() - 1) };
    for (const { userId } of world.all()) {
      await world.accounts.transact(userId, (account) => ({
        write: { ...account!, ...due },
        result: undefined,
      }));
    }
    await pass(4 * HOUR);
    expect(world.rotated).toBe(30);
  });

  test('it goes on as soon as an administrator changes something', async () => {
    await stoppedRun();
    world.clock.advance(1_000);
    await world.connect({ length: 30 });
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(world.rotated).toBe(30);
  });
});
