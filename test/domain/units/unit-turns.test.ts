import { changePolicy } from '../../../functions/domain/configuration/change-policy';
import { type PolicyChange } from '../../../functions/domain/configuration/policy';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { withoutTurn } from '../../../functions/domain/rotation/met-account';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { MANAGER, type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;
const DAY = 86_400_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

const [anna, bert] = [crowdUser(0), crowdUser(1)];
const move = (orgUnitPath: string): void => {
  world.google.add({ ...anna, orgUnitPath });
};
const change = (given: PolicyChange) =>
  changePolicy(world.controlPorts(), { by: MANAGER, change: given });
const periods = (...units: [string, number][]) =>
  units.map(([orgUnitPath, periodDays]) => ({ orgUnitPath, periodDays }));
const daysAhead = (): number =>
  ((world.account(0).nextRotationAt ?? NaN) - world.clock.now()) / DAY;
const days = async (count: number): Promise<void> => {
  for (let day = 0; day < count; day += 1) {
    await world.tick();
    await world.tasks.pass(DAY);
  }
};
const version = (): number | undefined => world.account(0).current?.version;

describe('a new password', () => {
  test('is due by the period of the unit that the user is in when it is set', async () => {
    await world.connect({ overrides: periods(['/Staff', 90], ['/Staff/Paris', 7]) });
    move('/staff/Paris/Desk');
    await issuePassword(world.ports(), anna.primaryEmail);
    expect(daysAhead()).toBeGreaterThan(6.2);
    expect(daysAhead()).toBeLessThan(7.8);
    expect(world.account(0).orgUnitPath).toBe('/staff/paris/desk');
    move('/Staff');
    await rotatePassword(world.ports(), anna.primaryEmail);
    expect(daysAhead()).toBeGreaterThan(80);
    move('/');
    world.clock.advance(1);
    await world.rotateNow({ userKeys: [anna.primaryEmail] });
    await world.tasks.pass(MINUTE);
    expect(daysAhead()).toBeGreaterThan(26);
    expect(daysAhead()).toBeLessThan(34);
    expect(version()).toBe(3);
  });

  test('looks as the unit says', async () => {
    await world.connect({ overrides: [{ orgUnitPath: '/Staff', style: 'groups' }] });
    world.google.add(bert);
    move('/Staff');
    await world.start('issue', 'all');
    await world.tasks.pass(MINUTE);
    expect(world.google.held.get(anna.id)).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(world.google.held.get(bert.id)).toHaveLength(24);
  });

  test('is never due in a unit without a period', async () => {
    await world.connect({ overrides: periods(['/Staff', 0]) });
    move('/Staff');
    await issuePassword(world.ports(), anna.primaryEmail);
    expect(world.account(0).nextRotationAt).toBeUndefined();
    await days(40);
    expect(version()).toBe(1);
  });
});

describe('a user who moves', () => {
  test('to a unit without a period loses the turn', async () => {
    await world.connect({ overrides: periods(['/Staff', 0]) });
    await world.people(2, { nextRotationAt: epochMs(world.clock.now() + DAY) });
    move('/Staff');
    await world.tick();
    expect(world.account(0).nextRotationAt).toBeUndefined();
    expect(world.account(1).nextRotationAt).toBeDefined();
  });

  test('just before the turn is found out by the run, which counts nobody', async () => {
    await world.connect({ overrides: periods(['/Staff', 0]) });
    await world.people(1, { nextRotationAt: epochMs(world.clock.now() + 2 * MINUTE) });
    await world.tick();
    move('/Staff');
    world.clock.advance(3 * MINUTE);
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 0, skipped: 0 } });
    expect(version()).toBe(1);
    expect(world.account(0)).toMatchObject({ orgUnitPath: '/staff' });
    expect(world.account(0).nextRotationAt).toBeUndefined();
    const { due } = await world.tick();
    expect(due).toBe(0);
  });

  test('from a unit without a period gets a turn within a day, and is rotated within the period', async () => {
    await world.connect({ periodDays: 0, overrides: periods(['/Contractors', 10]) });
    move('/Staff');
    await issuePassword(world.ports(), anna.primaryEmail);
    await days(3);
    expect(world.account(0).nextRotationAt).toBeUndefined();
    move('/Contractors/Paris');
    await days(1);
    await world.tick();
    expect(daysAhead()).toBeGreaterThanOrEqual(0);
    expect(daysAhead()).toBeLessThanOrEqual(10);
    await days(11);
    expect(version()).toBe(2);
  });

  test('keeps the due date of the password between units that both have a period', async () => {
    await world.connect({ overrides: periods(['/Staff', 90]) });
    move('/Staff');
    await issuePassword(world.ports(), anna.primaryEmail);
    const { nextRotationAt } = world.account(0);
    move('/');
    await days(2);
    expect(world.account(0).nextRotationAt).toBe(nextRotationAt);
  });
});

describe('a changed period', () => {
  test('of a unit from 0 to something gives its users a turn, and nobody else', async () => {
    await world.connect({ periodDays: 0 });
    world.google.add(bert);
    move('/Staff');
    for (const { primaryEmail } of [anna, bert]) await issuePassword(world.ports(), primaryEmail);
    await days(1);
    await change({ overrides: periods(['/Staff', 10]) });
    await world.tick();
    expect(daysAhead()).toBeLessThanOrEqual(10);
    expect(world.account(1).nextRotationAt).toBeUndefined();
    await days(12);
    expect([version(), world.account(1).current?.version]).toStrictEqual([2, 1]);
  });

  test('of a unit to 0 ends its turns, so that nobody counts as due', async () => {
    await world.connect({ periodDays: 5 });
    move('/Staff');
    await issuePassword(world.ports(), anna.primaryEmail);
    await change({ overrides: periods(['/Staff', 0]) });
    await world.tick();
    world.clock.advance(6 * DAY);
    expect(await world.tick()).toMatchObject({ due: 0, idle: 'nothing-due' });
  });

  test('of everybody to 0, and of one unit to something, is a new period', async () => {
    await world.connect({ overrides: periods(['/Staff', 30]) });
    const at = async () => (await world.configurations.read()).periodChangedAt;
    world.clock.advance(1);
    await change({ overrides: periods(['/STAFF', 30]) });
    expect(await at()).toBeUndefined();
    await change({ overrides: [{ orgUnitPath: '/Staff', periodDays: 30, length: 30 }] });
    expect(await at()).toBeUndefined();
    await change({ overrides: periods(['/Staff', 31]) });
    expect(await at()).toBe(world.clock.now());
  });

  test('of a unit that was removed is that of the unit above it', async () => {
    await world.connect({ overrides: periods(['/Staff', 0]) });
    move('/Staff');
    await issuePassword(world.ports(), anna.primaryEmail);
    await days(1);
    await change({ overrides: [] });
    await world.tick();
    expect(daysAhead()).toBeLessThanOrEqual(30);
  });
});

describe('a turn', () => {
  test('of a password set since is kept', async () => {
    await world.people(1);
    const seen = world.account(0);
    const staff = { ...anna, orgUnitPath: '/Staff' };
    const set = { ...seen, nextRotationAt: epochMs(world.clock.now() + DAY) };
    expect(withoutTurn(set, seen, staff)).toBe(set);
    const { nextRotationAt: _, ...rest } = seen;
    expect(withoutTurn(seen, seen, staff)).toStrictEqual({ ...rest, orgUnitPath: '/staff' });
  });

  test('given by a clock that ran ahead is given again by the period of the unit', async () => {
    await world.connect({ periodDays: 300, overrides: periods(['/Staff', 7]) });
    move('/Staff');
    world.clock.advance(90 * DAY);
    await issuePassword(world.ports(), anna.primaryEmail);
    world.clock.advance(-80 * DAY);
    await world.tick();
    expect(daysAhead()).toBeGreaterThan(6.2);
    expect(daysAhead()).toBeLessThan(7.8);
  });

  test('that has come for a failed user who moved is over: only the retry counts', async () => {
    await world.connect({ overrides: periods(['/Staff', 0]) });
    await world.people(1);
    world.google.onSet = () => 'password-refused';
    await world.rotateNow('due');
    await world.tasks.pass(MINUTE);
    const { wantedSince } = world.account(0);
    expect(wantedSince).toBeDefined();
    move('/Staff');
    world.google.onSet = () => 'applied';
    await days(2);
    expect(world.google.changes.get(anna.id)).toBe(1);
    expect(world.account(0)).toMatchObject({ status: 'active', current: { version: 3 } });
    expect(world.account(0).nextRotationAt).toBeUndefined();
  });
});

test('a turn is kept while the unit is not known, since nobody is passed over', async () => {
  await world.connect({ periodDays: 0, overrides: periods(['/Staff', 10]) });
  const nextRotationAt = epochMs(world.clock.now() + DAY);
  await world.people(1, { nextRotationAt });
  await world.person(1, { nextRotationAt, orgUnitPath: '/other' });
  move('/Staff');
  world.google.onList = () => 'google-unavailable';
  await world.tick();
  expect(world.account(0).nextRotationAt).toBe(nextRotationAt);
  expect(world.account(1).nextRotationAt).toBeUndefined();
  world.google.onList = () => undefined;
  await days(2);
  expect(version()).toBe(2);
});

describe('the daily look at units', () => {
  test('makes no call, and reads nothing, where it does not depend on the unit', async () => {
    await world.connect({ overrides: periods(['/Staff', 7]) });
    await world.people(3);
    const { list } = world.google.calls;
    await world.tick();
    expect(world.google.calls.list - list).toBe(0);
  });

  test('is one call for 500 users a day, and writes only who changed', async () => {
    await world.connect({ overrides: periods(['/Staff', 0]) });
    const nextRotationAt = epochMs(world.clock.now() + 20 * DAY);
    await world.people(501, { nextRotationAt, orgUnitPath: '/' });
    await world.tick();
    const revisions = (): number => world.all().reduce((sum, { revision }) => sum + revision, 0);
    const before = { list: world.google.calls.list, revisions: revisions() };
    world.clock.advance(DAY - MINUTE);
    await world.tick();
    expect(world.google.calls.list).toBe(before.list);
    move('/Staff');
    world.clock.advance(2 * MINUTE);
    await world.tick();
    // Two pages, and the verification that every day has.
    expect(world.google.calls.list - before.list).toBe(3);
    expect(revisions() - before.revisions).toBe(1);
  });

  test('goes on where it ran out of time, and begins anew when Google refuses that place', async () => {
    await world.connect({ overrides: periods(['/Staff', 0]) });
    const nextRotationAt = epochMs(world.clock.now() + 20 * DAY);
    await world.people(1_001, { nextRotationAt });
    world.google.onList = () => {
      world.clock.advance(MINUTE);
      return undefined;
    };
    await world.tick();
    const place = async () => (await world.lanes.read('directory')).unitLook?.place;
    expect(await place()).toBe('500');
    await world.tick();
    expect(await place()).toBe('1000');
    world.google.onList = (token) => (token === '1000' ? 'input-refused' : undefined);
    await world.tick();
    expect((await world.lanes.read('directory')).unitLook).toBeUndefined();
    world.google.onList = () => undefined;
    await world.tick();
    expect((await world.lanes.read('directory')).unitLook).toMatchObject({
      begunAt: world.clock.now(),
    });
    expect(await place()).toBeUndefined();
  });

  test('of a clock that ran ahead does not last', async () => {
    await world.connect({ overrides: periods(['/Staff', 0]) });
    await world.people(1, { nextRotationAt: epochMs(world.clock.now() + 20 * DAY) });
    world.clock.advance(9 * DAY);
    await world.tick();
    world.clock.advance(-8 * DAY);
    move('/Staff');
    await world.tick();
    expect(world.account(0).nextRotationAt).toBeUndefined();
  });

  test('leaves accounts of another Workspace alone', async () => {
    await world.connect({ overrides: periods(['/Staff', 0]) });
    await world.people(1, { customerId: 'C0other', orgUnitPath: '/' });
    move('/Staff');
    await world.tick();
    expect(world.account(0).orgUnitPath).toBe('/');
    expect(world.account(0).nextRotationAt).toBeDefined();
  });
});
