import { noteOnLane } from '../../../functions/domain/runs/hold-lane';
import { stopRun } from '../../../functions/domain/runs/run-writer';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

/** Calls `happens` once after this many updates. */
const after = (count: number, happens: () => void): void => {
  let updates = 0;
  world.google.onSet = () => {
    updates += 1;
    if (updates === count) happens();
    return 'applied';
  };
};

describe('the schedule', () => {
  test('starts nothing while it is paused, and says so', async () => {
    await world.connect({ paused: true });
    await world.people(5);
    expect(await world.tick()).toMatchObject({ idle: 'paused', due: 5 });
    expect(await world.runs.recent(5)).toStrictEqual([]);
    await world.connect();
    await world.quarter();
    expect(world.rotated).toBe(5);
  });

  test('stops when it is paused in the middle of a run, and continues after', async () => {
    await world.people(140);
    after(60, () => void world.connect({ paused: true }));
    await world.quarter();
    const early = world.rotated;
    expect(early).toBeGreaterThanOrEqual(60);
    expect(early).toBeLessThanOrEqual(110);
    expect(await world.run()).toMatchObject({ state: 'waiting', waitingFor: 'paused' });
    await world.connect();
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 140 } });
    expect(world.google.calls.set).toBe(140);
  });

  test('starts nothing outside its window, and continues in it', async () => {
    // The clock starts on a Thursday at midnight UTC, which is 01:00 in Paris.
    const days = ['thursday' as const];
    const window = { days, from: '03:00', to: '04:00', timeZone: 'Europe/Paris' };
    await world.connect({ window });
    await world.people(5);
    expect(await world.tick()).toMatchObject({ idle: 'window', due: 5 });
    world.clock.advance(2 * HOUR);
    await world.quarter();
    expect(world.rotated).toBe(5);
  });

  test('leaves a run where it is when the window closes, and continues when it opens again', async () => {
    const days = ['thursday' as const, 'friday' as const];
    const window = { days, from: '00:00', to: '00:10', timeZone: 'UTC' };
    await world.connect({ window });
    await world.people(140);
    after(60, () => {
      world.clock.advance(10 * MINUTE);
    });
    for (let hour = 0; hour < 12; hour += 1) {
      await world.tick();
      await world.tasks.pass(HOUR);
    }
    expect(world.rotated).toBeLessThanOrEqual(110);
    expect(await world.run()).toMatchObject({ state: 'waiting', waitingFor: 'window' });
    for (let hour = 0; hour < 24; hour += 1) {
      await world.tick();
      await world.tasks.pass(HOUR);
    }
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 140 } });
    expect(world.google.calls.set).toBe(140);
  });

  test('rotates no account with a period of 0, not even in mid-run', async () => {
    await world.people(140);
    after(60, () => void world.connect({ periodDays: 0 }));
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished' });
    const early = world.rotated;
    expect(early).toBeGreaterThanOrEqual(60);
    expect(early).toBeLessThanOrEqual(110);
    expect(await world.tick()).toMatchObject({ idle: 'nothing-due', due: 0 });
    await world.quarter();
    expect(world.rotated).toBe(early);
  });

  test.each([
    ['', 'release 2 with retention, turns since 0'],
    [', also where a former version has kept it', 'release 2 with retention'],
  ])('spreads and announces anew what came under a period of 0%s', async (_, purpose) => {
    const upkeep = { purpose, done: true } as const;
    await world.connect({ announceHours: 48, periodDays: 0 });
    const nextRotationAt = epochMs(world.clock.now() + 3 * DAY);
    await world.people(60, { nextRotationAt });
    await noteOnLane(world.ports(), (lane) => ({ ...lane, upkeep }));
    await world.tick();
    world.clock.advance(10 * DAY);
    await world.connect({ announceHours: 48, periodDays: 10 });
    await world.quarter();
    const now = world.clock.now();
    const turns = world.all().map((account) => (account.nextRotationAt! - now) / DAY);
    expect(Math.min(...turns)).toBeGreaterThan(1.9);
    expect(Math.max(...turns)).toBeLessThanOrEqual(10);
    expect(turns.filter((turn) => turn < 5).length).toBeGreaterThan(10);
    expect(turns.filter((turn) => turn > 7).length).toBeGreaterThan(10);
    for (let quarter = 0; quarter < 11 * 96; quarter += 1) await world.quarter();
    const told = world.accounts.events.filter(({ type }) => type === 'password.rotation-due');
    expect(told.filter((event) => 'version' in event && event.version === 1)).toHaveLength(60);
    expect(world.rotated).toBe(60);
  });

  test('gives all accounts a turn, spread over the period, when a period of 0 becomes another', async () => {
    await world.connect({ periodDays: 0 });
    await world.people(200);
    await world.quarter();
    await world.rotateNow('all');
    await world.tasks.pass(MINUTE);
    const without = world.all().filter(({ nextRotationAt }) => nextRotationAt === undefined);
    expect(without).toHaveLength(200);
    await world.connect({ periodDays: 30 });
    await world.quarter();
    const now = world.clock.now();
    const turns = world.all().map(({ nextRotationAt }) => (nextRotationAt! - now) / DAY);
    expect(Math.max(...turns)).toBeLessThanOrEqual(30);
    expect(turns.filter((turn) => turn < 10).length).toBeGreaterThan(30);
    expect(turns.filter((turn) => turn > 20).length).toBeGreaterThan(30);
  });

  test('with a period of 0 retries what an administrator requested', async () => {
    await world.connect({ periodDays: 0 });
    await world.people(3);
    await world.quarter();
    world.google.onSet = () => 'user-not-ready';
    await world.rotateNow({ userKeys: [crowdUser(1).primaryEmail] });
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { failed: 1 } });
    world.google.onSet = () => 'applied';
    await world.quarter();
    await world.quarter();
    expect(world.rotated).toBe(1);
  });
});

describe('an administrator’s run', () => {
  test('waits for neither pause nor window', async () => {
    await world.connect({ paused: true });
    await world.people(5);
    await world.rotateNow('all');
    await world.tasks.pass(MINUTE);
    expect(world.rotated).toBe(5);
  });

  test('ends with the connection: after a reconnection it rotates no account', async () => {
    await world.people(5);
    await world.rotateNow('all');
    await world.configurations.transact(({ connection: _, ...rest }) => ({
      write: rest,
      result: undefined,
    }));
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'stopped', stopReason: 'disconnected' });
    world.clock.advance(60 * DAY);
    await world.connect({ paused: true });
    await world.quarter();
    expect(world.rotated).toBe(0);
  });

  test('is stopped in mid-run: calls under way count, and no other account is rotated', async () => {
    await world.people(140);
    const runId = await world.rotateNow('all');
    after(60, () => void stopRun(world.ports(), runId));
    await world.tasks.pass(HOUR);
    const run = await world.run();
    expect(run).toMatchObject({ state: 'stopped', stopReason: 'by-administrator' });
    expect(run.counts.done).toBe(world.rotated);
    expect(world.rotated).toBeLessThanOrEqual(110);
  });
});

describe('clocks', () => {
  test('a clock a year ahead, then right: rotated again within 24 hours of its turn', async () => {
    await world.people(3);
    const start = world.clock.now();
    world.clock.advance(365 * DAY);
    world.google.onSet = () => 'lost';
    await world.quarter();
    world.google.onSet = () => 'applied';
    world.clock.advance(start + 2 * HOUR - world.clock.now());
    for (let day = 0; day < 40 * 4; day += 1) {
      await world.tick();
      await world.tasks.pass(6 * HOUR);
    }
    for (const number of [0, 1, 2]) {
      expect(world.account(number)).toMatchObject({ status: 'active', candidates: [] });
      expect(world.account(number).current!.setAt).toBeLessThan(epochMs(start + 41 * DAY));
      expect(world.account(number).nextRotationAt).toBeLessThan(epochMs(start + 80 * DAY));
    }
  });
});

describe('a run that started while the Workspace of its users was unknown', () => {
  const run = 'of-the-first-release';
  const connectedTo = async (customerId: string): Promise<void> => {
    world.clock.advance(MINUTE);
    await world.configurations.transact((current) => ({
      write: { ...current, customerId, connectedAt: world.clock.now() },
      result: undefined,
    }));
  };

  test('ends when another connection is saved: it may be another Workspace’s', async () => {
    await world.people(5, { nextRotationAt: epochMs(world.clock.now() + 30 * DAY) });
    await world.addRun(run, { scope: 'all' });
    await connectedTo('C0other01');
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'stopped', stopReason: 'disconnected' });
    expect(world.google.calls).toMatchObject({ list: 0, set: 0 });
  });

  test('continues once its own connection is known', async () => {
    await world.people(5);
    await connectedTo('C03simu1a');
    world.clock.advance(MINUTE);
    await world.addRun(run, { scope: 'all' });
    await world.quarter();
    expect(world.rotated).toBe(5);
  });
});
