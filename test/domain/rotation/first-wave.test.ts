import { stopRun } from '../../../functions/domain/runs/run-writer';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

/** Google refuses the passwords of the first `count` users, by address. */
const refuseFirst = (count: number): void => {
  const refused = new Set(Array.from({ length: count }, (_, number) => crowdUser(number).id));
  world.google.onSet = (id) => (refused.has(id) ? 'password-refused' : 'applied');
};

describe('the first wave', () => {
  test('stops the run when more than half of it fails, says why, and spares the rest', async () => {
    await world.people(100);
    refuseFirst(6);
    await world.quarter();
    expect(await world.run()).toMatchObject({
      state: 'stopped',
      stopReason: 'first-wave-failed',
      counts: { done: 4, failed: 6, parked: 0, skipped: 0 },
    });
    expect(world.google.calls.set).toBe(10);
  });

  test('lets the run go on when half of it fails', async () => {
    await world.people(100);
    refuseFirst(5);
    await world.quarter();
    expect(await world.run()).toMatchObject({
      state: 'finished',
      counts: { done: 95, failed: 5, parked: 0, skipped: 0 },
    });
  });

  test('does not count listed users who failed before, nor what passes by itself', async () => {
    await world.connect({ firstWave: { size: 4, stopAtFailedShare: 0.4 } });
    await world.people(30);
    const failed = { code: 'password-refused', at: world.clock.now(), attempts: 1 };
    for (const number of [0, 1, 2]) await world.person(number, { lastFailure: failed });
    world.google.onSet = (id) => {
      if (id < crowdUser(3).id) return 'password-refused';
      return id < crowdUser(6).id ? 'google-unavailable' : 'applied';
    };
    const userKeys = Array.from({ length: 30 }, (_, number) => crowdUser(number).primaryEmail);
    await world.rotateNow({ userKeys });
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      counts: { done: 24, failed: 6, parked: 0, skipped: 0 },
    });
  });

  test('counts skipped users as neither', async () => {
    await world.connect({ firstWave: { size: 4, stopAtFailedShare: 0.4 } });
    await world.people(30);
    for (const number of [0, 1, 2]) world.google.add(crowdUser(number, { suspended: true }));
    world.google.onSet = (id) => (id === crowdUser(3).id ? 'password-refused' : 'applied');
    await world.quarter();
    expect(await world.run()).toMatchObject({
      state: 'finished',
      counts: { done: 26, failed: 1, skipped: 3 },
    });
  });

  test('tolerates no failure with a share of 0, and any with a share of 1', async () => {
    await world.connect({ firstWave: { size: 10, stopAtFailedShare: 0 } });
    await world.people(20);
    refuseFirst(1);
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'stopped' });
    await world.connect({ firstWave: { size: 10, stopAtFailedShare: 1 } });
    refuseFirst(20);
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 0 } });
  });

  test('does not exist with a size of 0', async () => {
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 0 } });
    await world.people(20);
    refuseFirst(20);
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { failed: 20 } });
  });

  test('leaves accounts whose last rotation failed for after it, and does not count them', async () => {
    await world.people(100);
    const lastFailure = { code: 'password-refused', at: world.clock.now(), attempts: 2 };
    for (let number = 0; number < 20; number += 1) {
      await world.person(number, { lastFailure, failures: 1 });
    }
    refuseFirst(20);
    const sent: string[] = [];
    const refuse = world.google.onSet;
    world.google.onSet = (id) => {
      sent.push(id);
      return refuse(id);
    };
    await world.quarter();
    expect(await world.run()).toMatchObject({
      state: 'finished',
      counts: { done: 80, failed: 20 },
    });
    expect(Math.min(...sent.slice(0, 80).map(Number))).toBe(100_020);
  });

  test('holds the schedule after a stop, twice as long after each one in a row, until somebody changes something', async () => {
    await world.people(100);
    world.google.onSet = () => 'password-refused';
    const startedAt: number[] = [];
    for (let quarter = 0; quarter < 4 * 24; quarter += 1) {
      await world.tick();
      const run = await world.run();
      if (startedAt.at(-1) !== run.startedAt) startedAt.push(run.startedAt);
      await world.tasks.pass(15 * MINUTE);
    }
    const waits = startedAt.slice(1).map((at, index) => (at - startedAt[index]!) / MINUTE);
    expect(waits).toStrictEqual([30, 45, 75, 135, 255, 495]);
    await world.connect();
    world.google.onSet = () => 'applied';
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished' });
  });

  test('or not: a run stopped by an administrator holds the schedule for 6 hours', async () => {
    await world.people(100);
    const { run } = await world.tick();
    await stopRun(world.ports(), run!.runId);
    const stoppedAt = world.clock.now();
    await world.tasks.pass(15 * MINUTE);
    expect(await world.tick()).toMatchObject({ idle: 'by-administrator', due: 100 });
    while (world.rotated === 0) await world.quarter();
    expect((await world.run()).startedAt - stoppedAt).toBe(6 * 60 * MINUTE);
  });
});
