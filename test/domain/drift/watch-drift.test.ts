import { driftLink } from '../../../functions/domain/drift/drift-link';
import { watchDrift } from '../../../functions/domain/drift/watch-drift';
import { durationMs, epochMs, later } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { KEYLESS } from '../../fakes/google-connection';
import { RotationWorld } from '../../fakes/rotation-world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: RotationWorld;
beforeEach(async () => {
  world = new RotationWorld();
  await world.connect();
  world.activityLog.failing = undefined;
});

const watch = (goOn = true): Promise<void> =>
  watchDrift(world.ports(), world.configurations.peek(), () => goOn);
const changed = (number: number, id: string): void => {
  world.activityLog.activities.push({
    id,
    event: 'password-set',
    at: world.clock.now(),
    by: 'tool@example.com',
    address: crowdUser(number).primaryEmail,
  });
};
const driftOf = (number: number): string | undefined => world.account(number).drift?.by;

test('what there was no time to read is read later, however long ago it was', async () => {
  await world.people(1);
  await watch();
  changed(0, '1');
  world.clock.advance(5 * DAY);
  await watch(false);
  expect(driftOf(0)).toBeUndefined();
  await watch();
  expect(driftOf(0)).toBe('tool@example.com');
});

test('what Google does not say the user of is given up after two days', async () => {
  await world.people(2);
  await watch();
  world.google.onFind = (id) => (id === crowdUser(0).id ? 'google-unavailable' : undefined);
  changed(0, '1');
  world.clock.advance(3 * DAY);
  await watch();
  const { readUntil } = world.configurations.peek().activityLog ?? {};
  expect(readUntil).toBe(world.clock.now());
});

test('while the customer is not known yet, a change of a known customer’s user is read again', async () => {
  await world.people(1, { customerId: 'C0own' });
  changed(0, '1');
  await watch();
  expect(driftOf(0)).toBeUndefined();
  await world.configurations.transact((found) => ({
    write: { ...found, customerId: 'C0own' },
    result: undefined,
  }));
  world.clock.advance(3 * HOUR);
  await watch();
  expect(driftOf(0)).toBe('tool@example.com');
});

test('changes of another Workspace’s users are passed over', async () => {
  await world.configurations.transact((found) => ({
    write: { ...found, customerId: 'C0own' },
    result: undefined,
  }));
  await world.people(1, { customerId: 'C0other' });
  changed(0, '1');
  await watch();
  expect(driftOf(0)).toBeUndefined();
  expect(world.configurations.peek().activityLog?.readUntil).toBe(world.clock.now());
});

test('what one connection dealt with is looked at again by the next', async () => {
  await world.configurations.transact((found) => ({
    write: { ...found, customerId: 'C0own' },
    result: undefined,
  }));
  await world.people(1, { customerId: 'C0other' });
  changed(0, '1');
  await watch();
  expect(world.settledActivities.peek()).toMatchObject({ connectedAt: 1 });
  await world.configurations.transact((found) => ({
    write: { ...found, connectedAt: epochMs(2), customerId: 'C0other' },
    result: undefined,
  }));
  await watch();
  expect(driftOf(0)).toBe('tool@example.com');
  expect(world.settledActivities.peek()).toMatchObject({ connectedAt: 2 });
});

test('a record that can’t be read hides a change only until it can', async () => {
  await world.people(1);
  world.accounts.spoil(crowdUser(0).id);
  changed(0, '1');
  await watch();
  world.accounts.unreadable.clear();
  await watch();
  expect(driftOf(0)).toBe('tool@example.com');
});

test('a change of a deleted user is noted once the user is restored', async () => {
  await world.people(1);
  changed(0, '1');
  const user = world.google.users.get(crowdUser(0).id)!;
  world.google.users.delete(user.id);
  await watch();
  expect(driftOf(0)).toBeUndefined();
  world.google.add(user);
  await watch();
  expect(driftOf(0)).toBe('tool@example.com');
});

test('without what it knew of the log, a tick reads the accounts once more', async () => {
  await world.people(2);
  changed(0, '1');
  await watch();
  const known = world.settledActivities.peek();
  await world.settledActivities.spoil();
  await watch();
  expect(world.settledActivities.peek()).toStrictEqual(known);
  expect([driftOf(0), driftOf(1)]).toStrictEqual(['tool@example.com', undefined]);
});

test('a minute that two pages share is one, and is passed over once it was dealt with', async () => {
  await world.people(1);
  const at = world.clock.now();
  const activities = Array.from({ length: 5 }, (_, number) => ({
    id: `${number}`,
    event: 'password-set' as const,
    at: epochMs(at - 59_000 + number),
    by: 'tool@example.com',
    address: 'nobody@example.com',
  }));
  const ports = world.ports();
  const log: typeof ports.activityLog = {
    read: (_connection, { event, pageToken = '0' }) => {
      const place = Number(pageToken);
      const value = {
        activities: event === 'password-set' ? activities.slice(place, place + 2) : [],
        ...(event === 'password-set' && place < 4 ? { nextPageToken: `${place + 2}` } : {}),
      };
      return Promise.resolve({ kind: 'ok', value });
    },
  };
  const read = (): Promise<void> =>
    watchDrift({ ...ports, activityLog: log }, world.configurations.peek(), () => true);
  await read();
  expect(world.settledActivities.peek()?.minutes).toMatch(/^s\w+=5\.\w+$/);
  const { find } = world.google.calls;
  world.clock.advance(1_000);
  await read();
  expect(world.google.calls.find).toBe(find);
});

test('more changes of a contested password than are remembered count each once', async () => {
  await world.people(1);
  for (let number = 0; number < 50; number += 1) {
    changed(0, `${number}`);
    world.clock.advance(1_000);
  }
  world.activityLog.activities.reverse();
  await watch();
  const { revision, foreignChanges } = world.account(0);
  expect(foreignChanges).toHaveLength(20);
  await watch();
  expect(world.account(0).revision).toBe(revision);
});

test('a moment of Google’s that lies ahead of ours is one change, and ends with a rotation', async () => {
  await world.people(1);
  world.activityLog.activities.push({
    id: '1',
    event: 'password-set',
    at: epochMs(world.clock.now() + 240_000),
    by: 'tool@example.com',
    address: crowdUser(0).primaryEmail,
  });
  await watch();
  await world.rotateNow('all');
  await world.tasks.pass(60_000);
  expect(world.account(0)).toMatchObject({ status: 'active', current: { version: 2 } });
  for (let hour = 0; hour < 3; hour += 1) {
    world.clock.advance(HOUR / 2);
    await watch();
  }
  expect(driftOf(0)).toBeUndefined();
});

test('while our clock is ten minutes behind Google’s, nobody drifts; nor by our own changes once it is set', async () => {
  await world.people(2);
  await watch();
  const aheadMs = 600_000;
  let skewMs = aheadMs;
  world.activityLog.googleTime = () => later(world.clock.now(), durationMs(skewMs));
  await world.rotateNow({ userKeys: [crowdUser(0).primaryEmail] });
  await world.tasks.pass(1_000);
  const at = later(world.clock.now(), durationMs(aheadMs));
  world.activityLog.activities.push({
    id: 'own',
    event: 'password-set',
    at,
    by: KEYLESS.adminUsername,
    address: crowdUser(0).primaryEmail,
  });
  for (let tick = 0; tick < 4; tick += 1) {
    world.clock.advance(HOUR / 4);
    await watch();
  }
  expect(driftLink(world.configurations.peek())).toMatchObject({
    state: 'failing',
    code: 'activity-log-clock',
  });
  world.activityLog.failing = 'no-answer'; // in between
  await watch();
  world.activityLog.failing = undefined;
  skewMs = 0;
  world.clock.advance(aheadMs);
  changed(1, 'tool');
  await watch();
  expect(driftLink(world.configurations.peek())).toStrictEqual({ id: 'drift', state: 'ok' });
  expect([driftOf(0), driftOf(1)]).toStrictEqual([undefined, 'tool@example.com']);
  world.clock.advance(25 * HOUR);
  await watch(); // looks back
  expect(driftOf(0)).toBeUndefined();
});

describe('a user whose record can’t be written holds up nobody else', () => {
  const everybody = Array.from({ length: 50 }, (_, number) => number);

  test('in the log', async () => {
    await world.people(50);
    for (const number of everybody) changed(number, `${number}`);
    world.accounts.unwritable.add(crowdUser(0).id);
    await watch();
    expect(everybody.filter((number) => driftOf(number) === undefined)).toStrictEqual([0]);
    expect(world.unexpected).toStrictEqual([new Error('too large')]);
    world.accounts.unwritable.clear();
    await watch();
    expect(driftOf(0)).toBe('tool@example.com');
  });

  test('nor when new passwords become due', async () => {
    await world.people(50);
    for (const number of everybody) changed(number, `${number}`);
    await watch();
    await world.connect({ onDrift: 'reissue' });
    world.accounts.unwritable.add(crowdUser(0).id);
    await watch();
    const due = everybody.filter((number) => world.account(number).wantedSince !== undefined);
    expect(due).toStrictEqual(everybody.slice(1));
    expect(world.unexpected).toStrictEqual([new Error('too large')]);
  });
});

test('a log without an end is not taken for read', async () => {
  await world.people(1);
  await watch();
  const { readUntil } = world.configurations.peek().activityLog!;
  world.clock.advance(HOUR);
  let page = 0;
  const endless = (): ReturnType<typeof world.activityLog.read> =>
    Promise.resolve({ kind: 'ok', value: { activities: [], nextPageToken: `${(page += 1)}` } });
  const ports = { ...world.ports(), activityLog: { read: endless } };
  await watchDrift(ports, world.configurations.peek(), () => true);
  expect(page).toBe(1_500);
  expect(world.configurations.peek().activityLog).toMatchObject({ state: 'ok', readUntil });
});
