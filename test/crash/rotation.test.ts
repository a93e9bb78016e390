import { type TickPorts } from '../../functions/domain/rotation/rotation-tick';
import { rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { crowdUser, type Sent } from '../fakes/crowd-google';
import { RotationWorld } from '../fakes/rotation-world';
import { Killed, type KillPlan, mortalProcess } from './kill-switch';

const MINUTE = 60_000;

/** Accounts 0 to 8 are to be rotated, 9 to 11 left alone; 12 is not due, and unconfirmed. */
const ROTATED = 9;
const LEFT_ALONE = 3;

async function newWorld(): Promise<RotationWorld> {
  const world = new RotationWorld();
  await world.connect({ firstWave: { size: 4, stopAtFailedShare: 0.9 } });
  await world.people(ROTATED + LEFT_ALONE);
  await world.person(12, { nextRotationAt: (world.clock.now() + 86_400_000) as never });
  world.google.add(crowdUser(9, { suspended: true }), crowdUser(10, { isAdmin: true }));
  world.google.users.delete(crowdUser(11).id);
  world.google.onSet = () => 'reply-lost';
  await rotatePassword(world.ports(), crowdUser(12).primaryEmail);
  world.google.onSet = () => 'applied';
  world.google.calls.set = 0;
  world.clock.advance(90 * MINUTE);
  return world;
}

/** The ports of a process that dies at the planned call; each use is a process of its own. */
const mortal =
  (plan: KillPlan) =>
  (ports: TickPorts): TickPorts => {
    const dying = mortalProcess(plan);
    return {
      ...ports,
      accounts: dying(ports.accounts),
      configurations: dying(ports.configurations),
      runs: dying(ports.runs),
      tasks: dying(ports.tasks),
      outbox: dying(ports.outbox),
      events: dying(ports.events),
      cipher: dying(ports.cipher),
      pace: dying(ports.pace),
      directory: {
        connect: async (connection) => {
          const answer = await ports.directory.connect(connection);
          return answer.kind === 'ok' ? { kind: 'ok', value: dying(answer.value) } : answer;
        },
      },
    };
  };

const unlessKilled = (error: unknown): void => {
  if (!(error instanceof Killed)) throw error;
};

/** Time goes on, with ticks and tasks that nothing disturbs any more. */
async function recover(world: RotationWorld): Promise<void> {
  world.wrapTask = (ports) => ports;
  for (let quarter = 0; quarter < 10; quarter += 1) {
    await world.tasks.pass(15 * MINUTE);
    await world.tick();
  }
}

function expectAllRotatedOnce(world: RotationWorld): void {
  world.check();
  for (let number = 0; number < ROTATED; number += 1) {
    expect(world.google.changes.get(crowdUser(number).id)).toBe(1);
    expect(world.account(number)).toMatchObject({
      status: 'active',
      candidates: [],
      mark: { outcome: 'done' },
    });
    expect(world.account(number).lease).toBeUndefined();
  }
  for (const number of [9, 10, 11]) {
    expect(world.google.changes.has(crowdUser(number).id)).toBe(false);
    expect(world.account(number).mark?.outcome).toBe('skipped');
  }
  expect(world.account(12)).toMatchObject({ status: 'active', candidates: [] });
}

async function expectOneRun(world: RotationWorld): Promise<void> {
  const runs = await world.runs.recent(10);
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({
    state: 'finished',
    enqueued: ROTATED,
    skipped: { 'user-suspended': 1, 'admin-account': 1, 'user-not-found': 1 },
    result: { done: ROTATED, failed: 0, parked: 0, skipped: LEFT_ALONE },
  });
}

/** How many calls each makes when nothing dies; the last test keeps these numbers true. */
const TICK_CALLS = 64;
const TASK_CALLS = 138;

const points = (calls: number): KillPlan[] =>
  Array.from({ length: calls }, (_, index) => index + 1).flatMap((killed) =>
    (['before', 'after'] as const).map((when) => ({ calls: 0, killAt: killed, when })),
  );

describe('a planner that dies at any call', () => {
  test.each(points(TICK_CALLS))(
    'leaves a run that the next one ends ($when call $killAt)',
    async (plan) => {
      const world = await newWorld();
      await world.tick(mortal(plan)).catch(unlessKilled);
      world.check();
      await recover(world);
      expectAllRotatedOnce(world);
      await expectOneRun(world);
      expect(world.google.calls.set).toBe(ROTATED + 1);
    },
  );

  test.each(points(TICK_CALLS))(
    'beside another one changes nothing ($when call $killAt)',
    async (plan) => {
      const world = await newWorld();
      await Promise.all([world.tick(mortal(plan)).catch(unlessKilled), world.tick()]);
      await recover(world);
      expectAllRotatedOnce(world);
      await expectOneRun(world);
    },
  );
});

describe('a process that works on tasks and dies at any call', () => {
  const cases = points(TASK_CALLS).flatMap((plan) =>
    (['applied', 'reply-lost'] as const).map((first) => ({ ...plan, first })),
  );

  test.each(cases)(
    'loses nobody and rotates nobody twice ($when call $killAt, first $first)',
    async ({ first, ...plan }) => {
      const world = await newWorld();
      const sent: Sent[] = [first];
      world.google.onSet = () => sent.shift() ?? 'applied';
      await world.tick();
      world.wrapTask = mortal(plan);
      await world.tasks.pass(10_000);
      world.check();
      await recover(world);
      expectAllRotatedOnce(world);
      await expectOneRun(world);
      expect(world.google.calls.set).toBeLessThanOrEqual(ROTATED + 3);
    },
  );

  test.each(points(TASK_CALLS))(
    'while each task comes twice, does so too ($when call $killAt)',
    async (plan) => {
      const world = await newWorld();
      await world.tick();
      world.wrapTask = mortal(plan);
      world.deliverTwice = true;
      await world.tasks.pass(10_000);
      world.check();
      await recover(world);
      expectAllRotatedOnce(world);
      await expectOneRun(world);
    },
  );
});

test('a run undisturbed makes so many calls, and tells each change once', async () => {
  const world = await newWorld();
  const tick: KillPlan = { calls: 0, killAt: 0, when: 'before' };
  const tasks: KillPlan = { calls: 0, killAt: 0, when: 'before' };
  await world.tick(mortal(tick));
  world.wrapTask = mortal(tasks);
  await world.tasks.pass(10_000);
  expect({ tick: tick.calls, tasks: tasks.calls }).toStrictEqual({
    tick: TICK_CALLS,
    tasks: TASK_CALLS,
  });
  await recover(world);
  expectAllRotatedOnce(world);
  const told = world.outbox.published.map(({ id }) => id);
  expect(told).toHaveLength(ROTATED + 1);
  expect(new Set(told).size).toBe(ROTATED + 1);
});
