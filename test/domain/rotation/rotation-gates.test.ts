import { epochMs } from '../../../functions/domain/time';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;
const HOUR = 3_600_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

describe('the schedule', () => {
  test('starts nothing while it is paused, and says so', async () => {
    await world.connect({ paused: true });
    await world.people(5);
    expect(await world.tick()).toMatchObject({ idle: 'paused', due: 5 });
    expect(await world.runs.recent(5)).toStrictEqual([]);
    await world.connect();
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(world.rotated).toBe(5);
  });

  test('rotates nobody with a period of 0, until there is a period again', async () => {
    await world.connect({ periodDays: 0 });
    await world.people(15);
    expect(await world.tick()).toMatchObject({ idle: 'nothing-due', due: 0 });
    await world.connect();
    await world.tick();
    await world.connect({ periodDays: 0 });
    await world.tasks.pass(HOUR);
    expect(world.rotated).toBe(0);
    expect(await world.run()).toMatchObject({ waitingFor: 'paused' });
    await world.rotateNow({ userKeys: [world.account(14).primaryEmail] });
    await world.tasks.pass(MINUTE);
    expect(world.rotated).toBe(1);
  });

  test('ends a run whose last account was rotated as the window closed', async () => {
    const window = { days: ['thursday' as const], from: '00:00', to: '00:10', timeZone: 'UTC' };
    await world.connect({ window });
    await world.people(5);
    let taken = 0;
    world.google.onSet = () => {
      taken += 1;
      if (taken === 5) world.clock.advance(10 * MINUTE);
      return 'applied';
    };
    await world.tick();
    await world.tasks.drain();
    await world.tick();
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 5 } });
  });

  test('starts nothing outside its window, and goes on in it', async () => {
    // The clock begins at midnight UTC on a Thursday: one in the morning in Paris.
    const window = {
      days: ['thursday' as const],
      from: '03:00',
      to: '04:00',
      timeZone: 'Europe/Paris',
    };
    await world.connect({ window });
    await world.people(5);
    expect(await world.tick()).toMatchObject({ idle: 'window', due: 5 });
    world.clock.advance(2 * HOUR);
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(world.rotated).toBe(5);
  });

  test('leaves a run where it is when the window closes, and goes on when it opens again', async () => {
    const window = {
      days: ['thursday' as const, 'friday' as const],
      from: '00:00',
      to: '00:10',
      timeZone: 'UTC',
    };
    await world.connect({ window });
    await world.people(40);
    let taken = 0;
    world.google.onSet = () => {
      taken += 1;
      if (taken === 15) world.clock.advance(10 * MINUTE); // just then it closes
      return 'applied';
    };
    await world.tick();
    for (let quarter = 0; quarter < 12; quarter += 1) {
      await world.tasks.pass(15 * MINUTE);
      await world.tick();
    }
    const early = world.rotated;
    expect(early).toBeGreaterThanOrEqual(15);
    expect(early).toBeLessThan(30); // those under way just then
    expect(await world.run()).toMatchObject({ state: 'running', waitingFor: 'window' });
    for (let hour = 0; hour < 24; hour += 1) {
      await world.tasks.pass(HOUR);
      await world.tick();
    }
    expect(world.rotated).toBe(40);
    expect(world.google.calls.set).toBe(40);
    await world.tasks.pass(HOUR);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 40 } });
  });

  test('stands still while it is paused in the middle of a run, and goes on after', async () => {
    await world.people(40);
    await world.tick();
    await world.tasks.drain();
    await world.connect({ paused: true });
    await world.tasks.pass(HOUR);
    expect(world.rotated).toBe(10);
    expect(await world.run()).toMatchObject({ waitingFor: 'paused' });
    await world.connect();
    await world.tick();
    await world.tasks.pass(2 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 40 } });
    expect(world.google.calls.set).toBe(40);
  });

  test('does nothing with a clock that jumps but what the new time says', async () => {
    await world.people(30);
    await world.tick();
    await world.tasks.drain();
    world.clock.advance(-2 * HOUR);
    await world.tick();
    await world.tasks.pass(MINUTE);
    world.clock.advance(30 * HOUR);
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 30 } });
    expect(world.google.calls.set).toBe(30);
    expect(await world.runs.active()).toStrictEqual([]);
  });
});

describe('while the connection is broken', () => {
  test('a tick verifies it again, plans nothing and says so', async () => {
    await world.people(30);
    world.google.broken = 'delegation-missing';
    await world.tick(); // finds it out
    const { verification } = world.configurations.peek();
    expect(verification).toMatchObject({ state: 'failing' });
    expect(verification?.links.find(({ code }) => code)).toMatchObject({
      id: 'delegation',
      state: 'failing',
      code: 'delegation-missing',
    });
    expect((await world.tick()).run).toMatchObject({ waitingFor: 'configuration', enqueued: 0 });
    expect(world.google.calls.set).toBe(0);
    expect(world.configurations.events.map(({ type }) => type)).toStrictEqual([
      'configuration.failing',
    ]);
  });

  test('tasks wait without using up anybody’s tries, and go on once it is mended', async () => {
    await world.people(30);
    await world.tick();
    await world.tasks.drain();
    world.google.broken = 'key-rejected';
    await world.tasks.pass(3 * HOUR);
    expect(world.rotated).toBe(10);
    expect(world.all().filter(({ status }) => status !== 'active')).toStrictEqual([]);
    expect(world.all().filter(({ mark }) => mark?.outcome === 'failed')).toStrictEqual([]);
    world.google.broken = undefined;
    world.google.add({
      ...[...world.google.users.values()][0]!,
      id: '9' as never,
      primaryEmail: 'admin@example.com',
      isAdmin: true,
    });
    await world.tick();
    await world.tasks.pass(5 * MINUTE);
    expect(world.configurations.peek().verification?.state).toBe('ok');
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 30 } });
  });

  test('nothing is planned for a deployment that is not connected', async () => {
    await world.people(3);
    await world.configurations.transact(() => ({ write: null, result: undefined }));
    expect(await world.tick()).toMatchObject({ idle: 'not-configured' });
    expect(world.google.calls).toStrictEqual({ set: 0, find: 0, list: 0 });
  });
});

describe('while Google refuses calls for their number', () => {
  test('tasks wait, nobody is blamed, and everybody is rotated once', async () => {
    await world.people(50);
    let calls = 0;
    world.google.onSet = () => {
      calls += 1;
      return calls > 20 && calls <= 26 ? 'quota-exceeded' : 'applied';
    };
    await world.tick();
    await world.tasks.pass(5 * MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 50, parked: 0 } });
    expect([...world.google.changes.values()].every((count) => count === 1)).toBe(true);
    expect((await world.pace.read())?.refusals).toBe(0);
  });

  test('a pause that another service’s call has caused holds tasks back too', async () => {
    await world.people(5);
    await world.pace.transact(() => ({
      write: {
        callsPerSecond: 5,
        refusals: 1,
        pausedUntil: epochMs(world.clock.now() + 4_000),
        updatedAt: world.clock.now(),
      },
      result: undefined,
    }));
    await world.tick();
    await world.tasks.pass(3_000);
    expect(world.google.calls.set).toBe(0);
    await world.tasks.pass(5 * MINUTE);
    expect(world.rotated).toBe(5);
  });
});
