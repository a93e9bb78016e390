import { issuePassword } from '../../functions/domain/passwords/issue-password';
import { rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { epochMs } from '../../functions/domain/time';
import { crowdUser, type Sent } from '../fakes/crowd-google';
import { type Ports, RotationWorld } from '../fakes/rotation-world';
import { type KillPlan, mortalDirectory, mortalProcess, unlessKilled } from './kill-switch';

const MINUTE = 60_000;

/**
 * Accounts 0 to 8 are to be rotated; the user of account 8 was gone and is back. Accounts 9 to 11 must stay
 * unchanged, as must 13, which belongs to another Workspace. Account 12 is not due and is unconfirmed.
 */
const ROTATED = 9;
const LEFT_ALONE = 4;
const WAS_GONE = 8;
const FOREIGN = 13;
const UNCHANGED = [9, 10, 11, FOREIGN];

/** Two batches for the first wave, then one more. The listing contains a user that the sweep finds too. */
async function newWorld(): Promise<RotationWorld> {
  const world = new RotationWorld();
  await world.connect({ firstWave: { size: 4, stopAtFailedShare: 0.9 } });
  await world.configurations.transact((found) => ({
    write: { ...found, customerId: 'C0own' },
    result: undefined,
  }));
  await world.people(12);
  await world.person(WAS_GONE, { goneSince: world.clock.now() });
  await world.person(FOREIGN, { customerId: 'C0other' });
  world.google.users.delete(crowdUser(FOREIGN).id);
  await world.person(12, { nextRotationAt: epochMs(world.clock.now() + 86_400_000) });
  world.google.add(crowdUser(9, { suspended: true }), crowdUser(10, { isAdmin: true }));
  world.google.users.delete(crowdUser(11).id);
  world.google.unlisted.add(crowdUser(5).id);
  world.google.onSet = () => 'reply-lost';
  await rotatePassword(world.ports(), crowdUser(12).primaryEmail);
  world.google.onSet = () => 'applied';
  world.google.calls.set = 0;
  world.clock.advance(90 * MINUTE);
  return world;
}

/** The ports of a process that dies at the planned call. Each use is a new process. */
const mortal =
  (plan: KillPlan) =>
  (ports: Ports): Ports => {
    const dying = mortalProcess(plan);
    return {
      ...ports,
      accounts: dying(ports.accounts),
      configurations: dying(ports.configurations),
      runs: dying(ports.runs),
      lanes: dying(ports.lanes),
      tasks: dying(ports.tasks),
      outbox: dying(ports.outbox),
      events: dying(ports.events),
      cipher: dying(ports.cipher),
      pace: dying(ports.pace),
      dailyCounts: dying(ports.dailyCounts),
      directory: mortalDirectory(ports.directory, dying),
    };
  };

const undisturbed = (): KillPlan => ({ calls: 0, killAt: 0, when: 'before' });

/** Time passes, with ticks and tasks that run without further faults. */
async function recover(world: RotationWorld): Promise<void> {
  world.wrapTask = (ports) => ports;
  for (let quarter = 0; quarter < 5; quarter += 1) await world.quarter();
}

/** One expectation for all accounts: jest takes longer to make one than the world to rotate an account. */
function expectAllRotatedOnce(world: RotationWorld): void {
  world.check();
  const numbers = [...Array(ROTATED).keys()];
  const settled = { status: 'active', candidates: [] };
  expect({
    changes: numbers.map((number) => world.google.changes.get(crowdUser(number).id)),
    rotated: numbers.map((number) => {
      const { status, candidates, lease } = world.account(number);
      return { status, candidates, lease };
    }),
    wasGone: world.account(WAS_GONE).goneSince,
    adminSeen: world.account(10).adminSeenAt !== undefined,
    changed: UNCHANGED.filter((number) => world.google.changes.has(crowdUser(number).id)),
    unchanged: UNCHANGED.map((number) => world.account(number).lastMet?.result),
    foreign: [world.account(FOREIGN)].map(({ customerId, status, goneSince }) => {
      return { customerId, status, goneSince };
    }),
    notDue: [world.account(12)].map(({ status, candidates }) => ({ status, candidates })),
  }).toEqual({
    changes: numbers.map(() => 1),
    rotated: numbers.map(() => settled),
    wasGone: undefined,
    adminSeen: true,
    changed: [],
    unchanged: UNCHANGED.map(() => 'skipped'),
    foreign: [{ customerId: 'C0other', status: 'active' }],
    notDue: [settled],
  });
}

/**
 * Every account is counted exactly once, by whichever worker. `late` accounts were held by another process
 * for a while.
 */
async function expectCounted(world: RotationWorld, late = 0): Promise<void> {
  const runs = (await world.runs.recent(10)).toReversed();
  expect(runs.every(({ state }) => state === 'finished')).toBe(true);
  const { counts, skippedBy } = runs[0]!;
  expect(counts.done + (skippedBy['in-progress'] ?? 0) + counts.failed).toBe(ROTATED);
  expect((skippedBy['in-progress'] ?? 0) + counts.failed).toBeLessThanOrEqual(late);
  expect(skippedBy).toMatchObject({
    ...{ 'user-suspended': 1, 'admin-account': 1, 'user-not-found': 1, 'other-workspace': 1 },
  });
  expect(counts.skipped).toBe(LEFT_ALONE + (skippedBy['in-progress'] ?? 0));
  expect(counts.parked).toBe(0);
}

/** The number of calls in an undisturbed run. A test checks these numbers. */
const TICK_CALLS = 43;
const SLICE_CALLS = 90;

const points = (calls: number): KillPlan[] =>
  Array.from({ length: calls }, (_, index) => index + 1).flatMap((killed) =>
    (['before', 'after'] as const).map((when) => ({ calls: 0, killAt: killed, when })),
  );

test('an undisturbed run makes these calls, reports each change once, and counts every account', async () => {
  const world = await newWorld();
  const [tick, slice] = [undisturbed(), undisturbed()];
  await world.tick(mortal(tick));
  world.wrapTask = mortal(slice);
  await world.tasks.pass(10_000);
  expect({ tick: tick.calls, slice: slice.calls }).toStrictEqual({
    tick: TICK_CALLS,
    slice: SLICE_CALLS,
  });
  await expectCounted(world);
  await recover(world);
  expectAllRotatedOnce(world);
  const told = world.outbox.published.map(({ id }) => id);
  expect(told).toHaveLength(ROTATED + 1);
  expect(new Set(told).size).toBe(ROTATED + 1);
});

describe('a tick that dies at any call', () => {
  test.each(points(TICK_CALLS))(
    'leaves a run that the next one continues ($when call $killAt)',
    async (plan) => {
      const world = await newWorld();
      await world.tick(mortal(plan)).catch(unlessKilled);
      world.check();
      await recover(world);
      expectAllRotatedOnce(world);
      await expectCounted(world);
      expect(world.google.calls.set).toBe(ROTATED + 1);
    },
  );

  test.each(points(TICK_CALLS))(
    'beside another tick changes nothing ($when call $killAt)',
    async (plan) => {
      const world = await newWorld();
      await Promise.all([world.tick(mortal(plan)).catch(unlessKilled), world.tick()]);
      await recover(world);
      expectAllRotatedOnce(world);
      await expectCounted(world);
    },
  );
});

describe('a worker that dies at any call', () => {
  const cases = points(SLICE_CALLS).flatMap((plan) =>
    (['applied', 'reply-lost'] as const).map((first) => ({ ...plan, first })),
  );

  test.each(cases)(
    'loses no password, rotates no account twice, and counts each once ($when call $killAt, first $first)',
    async ({ first, ...plan }) => {
      const world = await newWorld();
      const sent: Sent[] = [first];
      world.google.onSet = () => sent.shift() ?? 'applied';
      await world.tick();
      world.wrapTask = mortal(plan);
      await world.tasks.pass(1);
      world.check();
      world.wrapTask = (ports) => ports;
      await world.tasks.pass(2 * MINUTE);
      expect(await world.runs.active()).toStrictEqual([]);
      await recover(world);
      expectAllRotatedOnce(world);
      await expectCounted(world, 2);
    },
  );

  test.each(points(SLICE_CALLS))(
    'while its task is delivered twice, does so too ($when call $killAt)',
    async (plan) => {
      const world = await newWorld();
      await world.tick();
      world.wrapTask = mortal(plan);
      world.deliverTwice = true;
      await world.tasks.pass(1);
      world.check();
      await recover(world);
      expectAllRotatedOnce(world);
      await expectCounted(world, 2);
    },
  );
});

test('an issue run that dies at any call gives every user one first password', async () => {
  const world = new RotationWorld();
  await world.connect();
  world.google.add(...[0, 1, 2, 3].map((number) => crowdUser(number)));
  await issuePassword(world.ports(), crowdUser(3).primaryEmail);
  await world.start('issue', 'all');
  const slice = undisturbed();
  world.wrapTask = mortal(slice);
  await world.tasks.pass(10_000);
  for (const plan of points(slice.calls)) {
    const next = new RotationWorld();
    await next.connect();
    next.google.add(...[0, 1, 2, 3].map((number) => crowdUser(number)));
    await issuePassword(next.ports(), crowdUser(3).primaryEmail);
    await next.start('issue', 'all');
    next.wrapTask = mortal(plan);
    await next.tasks.pass(1);
    await recover(next);
    next.check();
    const counts = (await next.runs.recent(5)).at(-1)!.counts;
    expect([plan, counts.done + counts.skipped]).toStrictEqual([plan, 3]);
    expect(
      [0, 1, 2, 3].map((number) => next.google.changes.get(crowdUser(number).id)),
    ).toStrictEqual([1, 1, 1, 1]);
  }
});
