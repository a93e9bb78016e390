import { type UserId, userId } from '../../../functions/domain/account';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld, type Wrap } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;
const DAY = 86_400_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

const change = (number: number, more: Parameters<typeof crowdUser>[1]): void => {
  world.google.add(crowdUser(number, more));
};

describe('a scheduled run', () => {
  test('rotates everybody who is due, once, and ends by itself', async () => {
    await world.people(60);
    await world.person(60, { nextRotationAt: world.clock.now() + 1 } as object);
    const tick = await world.tick();
    expect(tick.run).toMatchObject({ state: 'first-wave', enqueued: 10 });
    await world.tasks.pass(2 * MINUTE);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      enqueued: 60,
      skipped: {},
      result: { done: 60, failed: 0, parked: 0, skipped: 0 },
    });
    expect(world.rotated).toBe(60);
    expect(world.google.calls).toStrictEqual({ set: 60, find: 0, list: 2 });
    expect((await world.run()).followUpAt).toBeUndefined();
  });

  test('changes nothing when its ticks come at once, again and again', async () => {
    await world.people(30);
    await Promise.all([world.tick(), world.tick(), world.tick()]);
    await world.tasks.pass(500);
    await Promise.all([world.tick(), world.tick()]);
    await world.tasks.pass(2 * MINUTE);
    await world.tick();
    expect(await world.runs.recent(10)).toHaveLength(1);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 30 } });
    expect(world.google.calls.set).toBe(30);
  });

  test('leaves alone who must not be touched, says why, and looks again a day later', async () => {
    await world.connect({ orgUnitPaths: ['/Staff'], firstWave: { size: 0, stopAtFailedShare: 1 } });
    await world.people(7);
    const staff = { orgUnitPath: '/Staff/Paris' };
    change(0, staff);
    change(1, { ...staff, suspended: true });
    change(2, { ...staff, archived: true });
    change(3, { ...staff, isAdmin: true });
    change(4, { ...staff, isDelegatedAdmin: true });
    change(5, { orgUnitPath: '/Guests' });
    world.google.users.delete(crowdUser(6).id);
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      enqueued: 1,
      skipped: {
        'user-suspended': 2,
        'admin-account': 2,
        'out-of-scope': 1,
        'user-not-found': 1,
      },
      result: { done: 1, failed: 0, parked: 0, skipped: 6 },
    });
    expect(world.google.calls.set).toBe(1);
    const start = (await world.run()).startedAt;
    expect(world.account(6)).toMatchObject({
      status: 'active',
      nextRotationAt: start + DAY,
      lastFailure: { code: 'user-not-found', attempts: 0 },
      mark: { outcome: 'skipped', code: 'user-not-found' },
    });
    await world.tick();
    expect(await world.runs.recent(10)).toHaveLength(1);
    world.clock.advance(DAY);
    await world.tick();
    expect(await world.run()).toMatchObject({ skipped: { 'user-not-found': 1 } });
  });

  test('keeps up with addresses that were changed at Google', async () => {
    await world.people(3);
    change(1, { primaryEmail: 'new.name@example.com' });
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(world.account(1)).toMatchObject({
      primaryEmail: 'new.name@example.com',
      current: { version: 2 },
    });
  });

  test('takes what becomes due meanwhile with the next run', async () => {
    await world.people(20);
    await world.person(20, { nextRotationAt: (world.clock.now() + 10_000) as never });
    await world.tick();
    await world.tasks.pass(5 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 20 } });
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(await world.runs.recent(5)).toHaveLength(2);
    expect(world.rotated).toBe(21);
  });
});

describe('a planner', () => {
  const slow =
    (ms: number): Wrap =>
    (ports) => ({
      ...ports,
      accounts: new Proxy(ports.accounts, {
        get: (target, key) => {
          if (key === 'due') world.clock.advance(ms);
          const member: unknown = Reflect.get(target, key);
          return typeof member === 'function' ? (member.bind(target) as unknown) : member;
        },
      }),
    });
  /** The queue takes these accounts' first tasks and forgets them. */
  const lose = (...numbers: readonly number[]): void => {
    const lost = new Set<UserId>(numbers.map((number) => crowdUser(number).id));
    const enqueue = world.tasks.enqueue.bind(world.tasks);
    world.tasks.enqueue = (task) => {
      const id = userId((task.body as { userId: string }).userId);
      return lost.delete(id) ? Promise.resolve('taken') : enqueue(task);
    };
  };

  test('that nears its deadline has a task go on from its cursor, and nobody is missed', async () => {
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
    await world.people(1_700);
    world.planningMs = 40_000;
    world.wrapTask = slow(30_000);
    const tick = await world.tick(slow(30_000));
    expect(tick.run).toMatchObject({ state: 'planning', enqueued: 1_000 });
    await world.tasks.pass(20 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 1_700 } });
    expect(world.google.calls.set).toBe(1_700);
  });

  test('waits for a queue that is out of reach, and goes on with the next tick', async () => {
    await world.people(15);
    world.tasks.broken = true;
    const tick = await world.tick();
    expect(tick.run).toMatchObject({ waitingFor: 'queue', enqueued: 0 });
    world.tasks.broken = false;
    world.clock.advance(15 * MINUTE);
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 15 } });
    expect(await world.run()).not.toHaveProperty('waitingFor');
  });

  test('tells of a queue that refuses for good, and waits all the same', async () => {
    await world.people(3);
    const refusal = new Error('no permission');
    const tick = await world.tick((ports) => ({
      ...ports,
      tasks: { enqueue: () => Promise.reject(refusal) },
    }));
    expect(tick.run).toMatchObject({ waitingFor: 'queue' });
    expect(world.unexpected).toContain(refusal);
    world.unexpected.length = 0;
  });

  test('waits for a directory that does not answer', async () => {
    await world.people(15);
    world.google.unreadable = 'google-unavailable';
    expect((await world.tick()).run).toMatchObject({ waitingFor: 'google', enqueued: 0 });
    world.google.unreadable = undefined;
    await world.tasks.pass(5 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 15 } });
  });

  test('goes on after one whose process is gone, once its lease is over', async () => {
    await world.people(15);
    await world.tick();
    const { runId } = await world.run();
    await world.runs.transact(runId, (run) => ({
      write: { ...run!, lease: { holder: 'dead', until: (world.clock.now() + 59_000) as never } },
      result: undefined,
    }));
    await world.tasks.pass(30_000);
    expect(await world.run()).toMatchObject({ state: 'first-wave', enqueued: 10 });
    await world.tasks.pass(5 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 15 } });
  });

  test('is not held up by a lease that a clock running ahead has given', async () => {
    await world.people(15);
    await world.tick();
    const { runId } = await world.run();
    await world.runs.transact(runId, (run) => ({
      write: { ...run!, lease: { holder: 'ahead', until: (world.clock.now() + DAY) as never } },
      result: undefined,
    }));
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 15 } });
  });

  test('enqueues again whom the queue has lost, without rotating anybody twice', async () => {
    await world.people(40);
    lose(12, 30);
    await world.tick();
    await world.tasks.pass(10 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'running', pass: 1 });
    expect(world.rotated).toBe(38);
    await world.tasks.pass(60 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', pass: 2, result: { done: 40 } });
    expect(world.google.calls.set).toBe(40);
  });

  test('enqueues again whom the queue gave up after an outage, the follow-up included', async () => {
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
    await world.people(40);
    world.wrapTask = () => {
      throw new Error('Firestore is out of reach.');
    };
    await world.tick();
    await world.tasks.pass(60 * MINUTE);
    expect(world.tasks.waiting).toEqual([]);
    expect(world.rotated).toBe(0);
    world.wrapTask = (ports) => ports;
    for (let tick = 0; tick < 3; tick += 1) {
      await world.tick();
      await world.tasks.pass(15 * MINUTE);
    }
    expect(await world.run()).toMatchObject({ state: 'finished', pass: 2, result: { done: 40 } });
    expect(world.google.calls.set).toBe(40);
  });

  test('ends a run whose account was forgotten meanwhile', async () => {
    await world.people(12);
    lose(11);
    await world.tick();
    await world.tasks.pass(MINUTE);
    const gone = crowdUser(11).id;
    world.google.held.delete(gone);
    await world.accounts.transact(gone, () => ({ write: null, result: undefined }));
    await world.tasks.pass(60 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', pass: 2 });
  });
});
