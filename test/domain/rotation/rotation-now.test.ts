import { readPassword } from '../../../functions/domain/passwords/read-password';
import { verifyConfiguration } from '../../../functions/domain/configuration/verify-configuration';
import { rotateNow, stopRun, wakeWaiting } from '../../../functions/domain/rotation/rotate-now';
import { type RunScope } from '../../../functions/domain/rotation/run';
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

describe('rotate now', () => {
  test('takes everybody, due or not, without waiting for a tick', async () => {
    await world.people(25, notDue());
    expect(await run('all')).toMatchObject({
      state: 'finished',
      startedBy: MANAGER,
      enqueued: 25,
      result: { done: 25 },
    });
    expect(await world.run()).not.toHaveProperty('secondLook'); // all carry the run's mark
  });

  test('takes who is due only', async () => {
    await world.people(3);
    await world.person(3, notDue());
    expect(await run('due')).toMatchObject({ enqueued: 3, result: { done: 3 } });
  });

  test('takes an organisational unit with what is below it', async () => {
    await world.people(20, notDue());
    for (const number of [2, 3, 4]) world.google.add(crowdUser(number, { orgUnitPath: '/Sales' }));
    world.google.add(crowdUser(5, { orgUnitPath: '/Sales/Paris' }));
    world.google.add(crowdUser(6, { orgUnitPath: '/Salesforce' }));
    world.google.add(crowdUser(7, { orgUnitPath: '/Sales', suspended: true }));
    expect(await run({ orgUnitPath: '/Sales' })).toMatchObject({
      state: 'finished',
      enqueued: 4,
      skipped: { 'user-suspended': 1 },
      result: { done: 4, skipped: 1 },
    });
    expect(world.rotated).toBe(4);
  });

  test('counts an account once whose address changes while it is tried', async () => {
    await world.people(30, notDue());
    const moved = crowdUser(3, { primaryEmail: 'zz@example.com' });
    world.google.add(moved);
    world.google.onSet = (id) => (id === moved.id ? 'password-refused' : 'applied');
    await ask('all');
    await world.tasks.pass(0);
    await readPassword(world.ports(), 'zz@example.com');
    await world.tasks.pass(5_000);
    expect(world.account(3)).toMatchObject({ primaryEmail: 'zz@example.com' });
    expect(await world.run()).toMatchObject({ state: 'running', enqueued: 30 });
  });

  test('takes those too whose new address hid them from its pages', async () => {
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
    await world.people(600, notDue());
    const enqueue = world.tasks.enqueue.bind(world.tasks);
    let renamed = false;
    world.tasks.enqueue = async (task) => {
      if (task.target === 'rotation-worker' && !renamed) {
        renamed = true; // while the first page is carried out, the last of all becomes the first
        world.google.add(crowdUser(599, { primaryEmail: 'abe@example.com' }));
        await readPassword(world.ports(), 'abe@example.com');
      }
      return enqueue(task);
    };
    expect(await run('all')).toMatchObject({
      state: 'finished',
      enqueued: 600,
      secondLook: 2,
      result: { done: 600 },
    });
    expect(world.account(599)).toMatchObject({ primaryEmail: 'abe@example.com' });
    expect(world.rotated).toBe(600);
    expect(world.google.calls.set).toBe(600);
  });

  test('takes a list of addresses, aliases and ids, each user once', async () => {
    await world.people(5, notDue());
    world.google.add(crowdUser(1, { aliases: ['one@example.com'] }));
    world.google.add(crowdUser(9)); // has no password of ours
    const userKeys = [
      crowdUser(0).primaryEmail,
      'one@example.com',
      crowdUser(1).id,
      crowdUser(2).id,
      'nobody@example.com',
      '424242',
      crowdUser(9).primaryEmail,
    ];
    expect(await run({ userKeys })).toMatchObject({
      state: 'finished',
      enqueued: 3,
      skipped: { 'user-not-found': 2, 'no-password': 1 },
      unmarked: 3,
      result: { done: 3, failed: 0, parked: 0, skipped: 3 },
    });
    expect(world.rotated).toBe(3);
  });

  test('takes a user once whom a long list names at its beginning and at its end', async () => {
    await world.people(150, notDue());
    world.google.add(crowdUser(0, { aliases: ['zero@example.com'] }));
    const addresses = Array.from({ length: 150 }, (_, number) => crowdUser(number).primaryEmail);
    expect(await run({ userKeys: [...addresses, 'zero@example.com'] })).toMatchObject({
      state: 'finished',
      pass: 1,
      enqueued: 150,
      result: { done: 150 },
    });
    expect(await world.run()).not.toHaveProperty('named');
  });

  test('goes on after its first wave, through a list too', async () => {
    await world.people(130, notDue());
    const userKeys = Array.from({ length: 130 }, (_, number) => crowdUser(number).primaryEmail);
    expect(await run({ userKeys })).toMatchObject({ state: 'finished', result: { done: 130 } });
    expect(world.google.calls.set).toBe(130);
  });

  test('tries parked accounts again, which the schedule does not', async () => {
    await world.people(2);
    world.google.onSet = (id) => (id === crowdUser(0).id ? 'not-authorized' : 'applied');
    await world.tick();
    await world.tasks.pass(60 * MINUTE);
    expect(world.account(0).status).toBe('parked');
    world.clock.advance(DAY);
    expect((await world.tick()).idle).toBe('nothing-due');
    world.google.onSet = () => 'applied';
    await run({ userKeys: [crowdUser(0).primaryEmail] });
    expect(world.account(0)).toMatchObject({ status: 'active', current: { version: 3 } });
  });

  test('ignores the pause and the window, which are the schedule’s', async () => {
    const window = {
      days: ['monday' as const],
      from: '03:00',
      to: '03:01',
      timeZone: 'UTC',
    };
    await world.connect({ paused: true, window });
    await world.people(12);
    expect(await run('all')).toMatchObject({ state: 'finished', result: { done: 12 } });
  });

  test('asked for twice is one run, until that has ended', async () => {
    await world.people(12);
    const first = await ask('all');
    expect(await ask('all')).toBe(first);
    world.clock.advance(1);
    expect(await ask('due')).not.toBe(first);
    await world.tasks.pass(60 * MINUTE);
    expect(world.google.calls.set).toBe(12);
    expect(await ask('all')).not.toBe(first);
  });

  test('beside a run of the schedule rotates everybody once, and both end', async () => {
    await world.people(40);
    await world.tick();
    await ask('all');
    await world.tasks.pass(90 * MINUTE);
    expect(await world.runs.active()).toStrictEqual([]);
    expect(world.rotated).toBe(40);
    expect([...world.google.changes.values()].every((count) => count <= 2)).toBe(true);
    expect((await world.runs.recent(5)).map(({ state }) => state)).toStrictEqual([
      'finished',
      'finished',
    ]);
  });

  test('asked for again wakes a run that waits', async () => {
    await world.people(3, notDue());
    world.google.unreadable = 'google-unavailable';
    await ask('all');
    await world.tasks.pass(0);
    expect(await world.run()).toMatchObject({ waitingFor: 'google' });
    world.google.unreadable = undefined;
    world.clock.advance(1_000);
    await ask('all');
    await world.tasks.pass(0);
    expect(world.rotated).toBe(3);
  });

  test('that waits for the connection goes on as soon as that is mended', async () => {
    await world.people(3, notDue());
    await ask('all');
    world.google.broken = 'delegation-missing';
    await world.tasks.pass(0);
    expect(await world.run()).toMatchObject({ waitingFor: 'configuration' });
    await wakeWaiting(ports());
    await world.tasks.pass(0);
    expect(world.rotated).toBe(0);
    world.google.broken = undefined;
    world.clock.advance(MINUTE);
    await verifyConfiguration(ports());
    await wakeWaiting(ports());
    await world.tasks.pass(60_000);
    expect(world.rotated).toBe(3);
  });

  test('is taken up by the next tick when nobody could be woken', async () => {
    await world.people(3);
    world.tasks.broken = true;
    await ask('all');
    world.tasks.broken = false;
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(await world.runs.active()).toStrictEqual([]);
    expect(world.rotated).toBe(3);
  });

  test('is refused while the connection is broken or missing', async () => {
    world.google.broken = 'key-rejected';
    await world.people(1);
    await world.tick();
    expect(await rotateNow(ports(), { scope: 'all', by: MANAGER })).toStrictEqual({
      kind: 'configuration-failing',
    });
    await world.configurations.transact(() => ({ write: null, result: undefined }));
    expect(await rotateNow(ports(), { scope: 'all', by: MANAGER })).toStrictEqual({
      kind: 'not-configured',
    });
  });
});

describe('stopping a run', () => {
  test('lets nobody else be rotated by it, and keeps how far it was', async () => {
    await world.people(100);
    const runId = await ask('all');
    await world.tasks.drain();
    const ended = await stopRun(world.ports(), runId);
    expect(ended).toMatchObject({ state: 'stopped', stopReason: 'by-administrator' });
    const { rotated } = world;
    await world.tasks.pass(60 * MINUTE);
    expect(world.rotated).toBe(rotated);
    expect(await world.runs.read(runId)).toStrictEqual(ended);
    expect(ended?.result?.done).toBe(rotated);
  });

  test('leaves one that has ended as it ended', async () => {
    await world.people(3);
    const ended = await run('all');
    expect(await stopRun(world.ports(), ended?.runId ?? '')).toStrictEqual(ended);
    expect(await stopRun(world.ports(), 'unknown')).toBeUndefined();
  });
});
