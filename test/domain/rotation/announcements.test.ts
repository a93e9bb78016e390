import { type Configuration } from '../../../functions/domain/configuration/configuration';
import { readPassword } from '../../../functions/domain/passwords/read-password';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

const connected = (change: Pick<Configuration, 'customerId'>): Promise<void> =>
  world.configurations.transact((current) => ({
    write: { ...current, ...change },
    result: undefined,
  }));
const announced = (): string[] =>
  world.accounts.events
    .filter(({ type }) => type === 'password.rotation-due')
    .map((event) => ('userId' in event ? event.userId : ''));

/** Three users whose turn comes in an hour, each of another Workspace, or of one that is not known. */
beforeEach(async () => {
  await world.connect({ announceHours: 48 });
  const nextRotationAt = epochMs(world.clock.now() + 3_600_000);
  for (const [number, customerId] of ['C1', 'C2', null].entries()) {
    await world.person(number, { customerId, nextRotationAt });
  }
});

test('a rotation is announced only to users of the connected Workspace', async () => {
  await connected({ customerId: 'C2' });
  await world.tick();
  await world.tick();
  expect(announced()).toStrictEqual(['100001', '100002']);
});

test('and once the connected Workspace is known', async () => {
  await world.tick();
  expect(announced()).toStrictEqual(['100002']);
  await connected({ customerId: 'C1' });
  await world.tick();
  expect(announced()).toStrictEqual(['100002', '100000']);
});

test.each([
  ['out of scope', { orgUnitPaths: ['/Staff/Lyon'] }],
  ['without a period', { overrides: [{ orgUnitPath: '/Staff/Paris', periodDays: 0 }] }],
])('none is announced in a unit %s since the last look at units', async (_, change) => {
  const announceHours = 48;
  await world.connect({ announceHours, overrides: [{ orgUnitPath: '/Else', periodDays: 0 }] });
  await connected({ customerId: 'C9' });
  for (const [number, orgUnitPath] of [
    [4, '/Staff/Paris'],
    [5, '/Staff/Lyon'],
  ] as const) {
    const nextRotationAt = epochMs(world.clock.now() + 50 * 3_600_000);
    await world.person(number, { customerId: 'C9', nextRotationAt });
    world.google.add(crowdUser(number, { orgUnitPath }));
  }
  await world.tick();
  world.clock.advance(3 * 3_600_000);
  await world.connect({ announceHours, ...change });
  await connected({ customerId: 'C9' });
  await world.tick();
  expect(announced().filter((id) => id > '100002')).toStrictEqual(['100005']);
});

test('a turn that waited for devices in vain, in a unit without turns, holds no later one', async () => {
  const overrides = [{ orgUnitPath: '/Staff', periodDays: 0 }];
  await world.connect({ announceHours: 168, holdForDevices: 30, periodDays: 5, overrides });
  const at = world.clock.now();
  await world.person(3, {
    nextRotationAt: epochMs(at - 3_600_000),
    devices: [{ deviceId: 'a', version: 1, state: 'failed', at }],
    heldForDevices: true,
  });
  world.google.add(crowdUser(3, { orgUnitPath: '/Staff' }));
  await world.tick();
  expect(world.account(3)).not.toHaveProperty('nextRotationAt');
  world.google.add(crowdUser(3, { orgUnitPath: '/' }));
  world.clock.advance(86_400_000);
  await world.tick();
  expect(world.account(3).nextRotationAt).toBeGreaterThan(world.clock.now());
  expect(announced()).toContain('100003');
});

describe('a turn that nobody was told of is announced once its reason has ended', () => {
  const QUARTERS_A_DAY = 96;
  const quarters = async (count: number): Promise<void> => {
    for (let quarter = 0; quarter < count; quarter += 1) await world.quarter();
  };
  const toldOf = (number: number): string[] =>
    announced().filter((id) => id === crowdUser(number).id);

  test('another Workspace was connected', async () => {
    const nextRotationAt = epochMs(world.clock.now() + 47 * 3_600_000);
    await world.person(6, { customerId: 'C1', nextRotationAt });
    await connected({ customerId: 'C2' });
    await quarters(4);
    expect(toldOf(6)).toHaveLength(0);
    await connected({ customerId: 'C1' });
    await quarters(QUARTERS_A_DAY);
    expect(toldOf(6)).toHaveLength(1);
  });

  test('the user was out of scope, as a look-up has shown', async () => {
    await world.connect({ announceHours: 48, orgUnitPaths: ['/Staff'] });
    const nextRotationAt = epochMs(world.clock.now() + 50 * 3_600_000);
    await world.person(6, { nextRotationAt, orgUnitPath: '/staff' });
    const seenAt = async (orgUnitPath: string): Promise<void> => {
      world.google.add(crowdUser(6, { orgUnitPath }));
      await readPassword(world.ports(), crowdUser(6).primaryEmail);
    };
    await seenAt('/Leavers');
    await quarters(12);
    await seenAt('/Staff');
    expect(toldOf(6)).toHaveLength(0);
    await quarters(QUARTERS_A_DAY);
    expect(toldOf(6)).toHaveLength(1);
  });

  test('the unit had no period, and has a new turn for the user who is back', async () => {
    const overrides = [{ orgUnitPath: '/Staff', periodDays: 0 }];
    await world.connect({ announceHours: 1, periodDays: 1, overrides });
    await world.person(6, { nextRotationAt: epochMs(world.clock.now() + 23 * 3_600_000) });
    const at = (orgUnitPath: string) => {
      world.google.add(crowdUser(6, { orgUnitPath }));
    };
    at('/');
    await world.quarter(); // the daily look
    at('/Staff');
    await readPassword(world.ports(), crowdUser(6).primaryEmail);
    while (world.account(6).nextRotationAt !== undefined) await world.quarter();
    at('/');
    while (world.account(6).current?.version === 1) await world.quarter();
    expect(toldOf(6)).toHaveLength(1);
  });

  test('in time, though the notice became shorter meanwhile', async () => {
    const orgUnitPaths = ['/Staff'];
    await world.connect({ announceHours: 168, orgUnitPaths });
    await connected({ customerId: 'C2' });
    const nextRotationAt = epochMs(world.clock.now() + 100 * 3_600_000);
    await world.person(6, { customerId: 'C1', nextRotationAt, orgUnitPath: '/staff' });
    await world.person(7, { customerId: 'C1', nextRotationAt, orgUnitPath: '/leavers' });
    await world.tick();
    await connected({ customerId: 'C1' });
    for (const number of [6, 7]) world.google.add(crowdUser(number, { orgUnitPath: '/Staff' }));
    await readPassword(world.ports(), crowdUser(7).primaryEmail);
    await world.connect({ announceHours: 1, orgUnitPaths });
    const told = (): number[] => [6, 7].map((number) => toldOf(number).length);
    await quarters(4 * 99 - 1);
    expect(told()).toStrictEqual([0, 0]);
    await quarters(2);
    expect(world.clock.now()).toBeLessThan(nextRotationAt);
    expect(told()).toStrictEqual([1, 1]);
    await quarters(4);
    expect(told()).toStrictEqual([1, 1]);
  });

  test('until then a tick writes nothing, and once a day when the turn is over', async () => {
    await world.connect({ announceHours: 48, orgUnitPaths: ['/Staff'] });
    const nextRotationAt = epochMs(world.clock.now() + 50 * 3_600_000);
    await world.person(6, { nextRotationAt, orgUnitPath: '/leavers' });
    world.google.add(crowdUser(6, { orgUnitPath: '/Leavers' }));
    await world.tick();
    await quarters(12);
    const { revision } = world.account(6);
    await quarters(4 * 36);
    expect(world.account(6).revision).toBe(revision);
    world.clock.advance(48 * 3_600_000);
    await quarters(4 * 24 * 3);
    expect(world.account(6).revision - revision).toBeGreaterThanOrEqual(3);
    expect(world.account(6).revision - revision).toBeLessThanOrEqual(5);
  });
});
