import { forecast } from '../../../functions/domain/rotation/forecast';
import { type RunScope } from '../../../functions/domain/runs/run';
import { viewRun } from '../../../functions/domain/runs/run-view';
import { durationMs, later } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { MANAGER, type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;
const DAY = 86_400_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

const notDue = (): object => ({ nextRotationAt: world.clock.now() + 20 * DAY });
const ports = () => world.controlPorts();
const ask = (scope: RunScope): Promise<string> => world.rotateNow(scope);
const run = async (scope: RunScope) => {
  const runId = await ask(scope);
  await world.tasks.pass(60 * MINUTE);
  return world.runs.read(runId);
};
const foretell = (scope: RunScope, ms = 20_000) =>
  forecast(
    ports(),
    { kind: 'rotate', scope, by: MANAGER },
    later(world.clock.now(), durationMs(ms)),
  );

describe('a forecast', () => {
  test('counts the users that the run then rotates and skips, and changes nothing but recorded administrators', async () => {
    await world.people(120, notDue());
    for (let number = 0; number < 7; number += 1) {
      world.google.add(crowdUser(number, { suspended: true }));
    }
    world.google.add(crowdUser(8, { isAdmin: true }));
    const before = world.all();
    expect(await foretell('all')).toStrictEqual({
      kind: 'forecast',
      users: 112,
      excluded: { 'user-suspended': 7, 'admin-account': 1 },
      estimatedSeconds: 5, // 112 at 25 a second
      exact: true,
    });
    expect(world.account(8)).toMatchObject({ adminSeenAt: world.clock.now(), revision: 2 });
    expect(world.all().toSpliced(8, 1)).toStrictEqual(before.toSpliced(8, 1));
    expect(await world.runs.recent(5)).toStrictEqual([]);
    expect(await run('all')).toMatchObject({ counts: { done: 112, skipped: 8 } });
  });

  test('knows units, lists, and that no account is due', async () => {
    await world.people(20, notDue());
    world.google.add(crowdUser(4, { orgUnitPath: '/Sales' }));
    expect(await foretell({ orgUnitPath: '/Sales' })).toMatchObject({ users: 1, excluded: {} });
    expect(await foretell({ userKeys: ['nobody@example.com'] })).toMatchObject({
      users: 0,
      excluded: { 'user-not-found': 1 },
    });
    expect(await foretell('due')).toMatchObject({ users: 0, estimatedSeconds: 0, exact: true });
  });

  test('says so when there was no time to look at all users', async () => {
    await world.people(1_200, notDue());
    const slow = world.google.directory.listUsers.bind(world.google.directory);
    world.google.directory.listUsers = (page) => {
      world.clock.advance(400);
      return slow(page);
    };
    expect(await foretell('all', 500)).toMatchObject({ users: 1_200, exact: false });
  });

  test('counts a user once even if a list names the user twice, far apart', async () => {
    await world.people(120, notDue());
    const addresses = Array.from({ length: 120 }, (_, number) => crowdUser(number).primaryEmail);
    const userKeys = [...addresses, ...addresses.map((address) => address.toUpperCase())];
    expect(await foretell({ userKeys })).toMatchObject({ users: 120, excluded: {}, exact: true });
  });

  test('uses the fastest recent large run if that was slower than the pace', async () => {
    await world.people(120, notDue());
    const ended = (done: number, seconds: number) => ({
      state: 'finished' as const,
      finishedAt: world.clock.now(),
      workedMs: durationMs(seconds * 1_000),
      counts: { done, failed: 0, parked: 0, skipped: 0 },
    });
    await world.addRun('a', ended(600, 120));
    await world.addRun('b', ended(600, 60));
    await world.addRun('c', ended(20, 60));
    expect(await foretell('all')).toMatchObject({ estimatedSeconds: 12 }); // 120 at 10 a second
    for (let proof = 0; proof < 30; proof += 1) {
      const startedBy = proof === 0 ? MANAGER : 'schedule';
      await world.addRun(`p${proof}`, { ...ended(600, 600), kind: 'prove', startedBy });
    }
    expect(await foretell('all')).toMatchObject({ estimatedSeconds: 12 }); // binds are slower
  });

  test('says why there is none', async () => {
    world.google.unreadable = 'google-unavailable';
    await world.people(30, notDue());
    expect(await foretell('all')).toMatchObject({
      kind: 'google-failed',
      failure: { code: 'google-unavailable' },
    });
    world.google.broken = 'admin-suspended';
    expect(await foretell('all')).toMatchObject({ kind: 'google-failed' });
    await world.configurations.transact(() => ({ write: null, result: undefined }));
    expect(await foretell('all')).toStrictEqual({ kind: 'not-configured' });
  });
});

describe('a run in the overview', () => {
  const seen = async (runId: string) => viewRun(world.ports(), (await world.runs.read(runId))!);

  test('counts the expected users, and forecasts its end from the pace', async () => {
    await world.people(110);
    const runId = await ask('all');
    expect(await seen(runId)).toMatchObject({ total: 110, secondsLeft: 5 });
    world.sliceMs = 1_000;
    await world.tasks.drain(world.clock.now());
    const { run: half, total } = await seen(runId);
    expect(half.counts.done).toBeGreaterThan(0);
    expect(half.counts.done).toBeLessThan(110);
    expect(total).toBe(110);
    await world.tasks.pass(60 * MINUTE);
    const { total: all, ...rest } = await seen(runId);
    expect(all).toBe(110);
    expect(rest).not.toHaveProperty('secondsLeft');
  });

  test('forecasts nothing while something holds it back', async () => {
    await world.people(110);
    await world.tick();
    await world.connect({ paused: true });
    await world.tasks.pass(MINUTE);
    const view = await viewRun(world.ports(), await world.run());
    expect(view).not.toHaveProperty('secondsLeft');
    expect(view.run.waitingFor).toBe('paused');
  });

  test('uses the rate learned from Google, not single tries, and its pause', async () => {
    await world.people(110);
    const runId = await ask('all');
    const now = world.clock.now();
    const pace = { callsPerSecond: 10, refusals: 2, pausedUntil: later(now, durationMs(4_000)) };
    await world.pace.transact(() => ({ write: { ...pace, updatedAt: now }, result: undefined }));
    expect(await seen(runId)).toMatchObject({ secondsLeft: 15 }); // 4 and 110 at 10 a second
  });

  test('uses its own rate while it was at work', async () => {
    await world.people(300);
    await world.addRun('r', {
      scope: 'due',
      counts: { done: 700, failed: 0, parked: 0, skipped: 0 },
      workedMs: durationMs(70_000),
    });
    world.clock.advance(3_610_000);
    expect(await seen('r')).toMatchObject({ total: 1_000, secondsLeft: 30 }); // 300 at 10 a second
  });

  test('of a unit, or of users without a password, forecasts nothing: their number is unknown', async () => {
    await world.people(60);
    const unit = await ask({ orgUnitPath: '/Sales' });
    const first = await world.start('issue', 'all');
    for (const runId of [unit, first]) {
      expect(await seen(runId)).toStrictEqual({ run: (await world.runs.read(runId))!, total: 0 });
    }
  });
});
