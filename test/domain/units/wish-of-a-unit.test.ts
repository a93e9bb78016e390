import { durationMs, later } from '../../../functions/domain/time';
import { type DirectoryUser } from '../../../functions/domain/user';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

const appear = (more: Partial<DirectoryUser> = {}): void => {
  world.google.add(crowdUser(0, { orgUnitPath: '/Staff/Paris', ...more }));
};
const has = (): boolean => world.google.held.has(crowdUser(0).id);
const watching = (...autoIssueOrgUnitPaths: string[]) => world.connect({ autoIssueOrgUnitPaths });
const aDay = async (): Promise<void> => {
  for (let passed = 0; passed < DAY; passed += 15 * MINUTE) await world.quarter();
};

/** Google refuses the first password of a newcomer, and then takes each. */
async function triedInVain(start: () => Promise<unknown>): Promise<void> {
  world.google.onSet = () => 'input-refused';
  await start();
  await world.quarter();
  world.google.onSet = () => 'applied';
  expect(world.account(0)).toMatchObject({ status: 'no-password', failures: 1 });
}

describe('a first password that the policy wanted and Google refused', () => {
  beforeEach(async () => {
    await watching('/Staff');
    appear();
    await triedInVain(() => Promise.resolve());
  });

  test('is tried again', async () => {
    await world.quarter();
    expect(has()).toBe(true);
    expect(world.account(0)).not.toHaveProperty('wantedBy');
  });

  test('is not, once the policy names the unit no more', async () => {
    await watching('/Guests');
    await aDay();
    await aDay();
    expect(has()).toBe(false);
    expect(world.account(0)).toMatchObject({ status: 'no-password', failures: 1 });
  });

  test('comes after all once the policy names the unit again', async () => {
    await watching('/Guests');
    await world.quarter();
    await watching('/Staff');
    await aDay();
    await world.quarter();
    expect(has()).toBe(true);
  });

  test('is not, once the user has left the unit', async () => {
    appear({ orgUnitPath: '/Guests' });
    await aDay();
    expect(has()).toBe(false);
  });

  test('comes after all to a user who was away between two looks at the unit', async () => {
    appear({ orgUnitPath: '/Guests' });
    await world.quarter();
    appear();
    await aDay();
    await world.quarter();
    expect(has()).toBe(true);
  });

  test('is tried again although a run over a list met a user without a password', async () => {
    await world.start('rotate', { userKeys: [crowdUser(0).primaryEmail] });
    await world.tasks.pass(MINUTE);
    await world.quarter();
    expect(has()).toBe(true);
  });

  test('is an administrator’s too, whose run could not give it', async () => {
    appear({ suspended: true });
    world.clock.advance(-10 * MINUTE); // the next try is not due
    await world.start('issue', { userKeys: [crowdUser(0).primaryEmail] });
    await world.tasks.pass(MINUTE);
    appear();
    await watching('/Guests');
    await aDay();
    await aDay();
    expect(has()).toBe(true);
  });

  test('comes after all to a user who is back', async () => {
    appear({ orgUnitPath: '/Guests' });
    await aDay();
    appear();
    await aDay();
    expect(has()).toBe(true);
  });
});

test.each([
  ['suspended', { suspended: true }, {}],
  ['an administrator', { isAdmin: true }, {}],
  ['out of scope', {}, { orgUnitPaths: ['/Staff'] }],
])(
  'one in doubt, of a user who has left the unit and is %s, is not looked at at every tick',
  async (_, more, policy) => {
    await watching('/Staff');
    appear();
    world.google.onSet = () => 'lost';
    await world.quarter();
    world.google.onSet = () => 'applied';
    appear({ orgUnitPath: '/Guests', ...more });
    await world.connect({ autoIssueOrgUnitPaths: ['/Staff'], ...policy });
    await aDay();
    const { revision } = world.account(0);
    await aDay();
    expect(world.account(0).candidates).toHaveLength(1);
    expect(world.account(0).revision - revision).toBeLessThanOrEqual(2);
  },
);

/** Google refuses it until the account is parked, and then takes each. */
async function parked(): Promise<void> {
  world.google.onSet = () => 'input-refused';
  while (world.account(0).status !== 'parked') await aDay();
  world.google.onSet = () => 'applied';
}

/** Eight days pass after which a parked account is tried again. */
const aWeek = async (): Promise<void> => {
  for (let day = 0; day < 8; day += 1) await aDay();
};

/** Disconnected, and connected again. */
async function reconnected(): Promise<void> {
  await world.configurations.transact((current) => ({
    write: { ...current, disconnectedAt: later(world.clock.now(), durationMs(1)) },
    result: undefined,
  }));
  world.clock.advance(MINUTE);
}

describe('a parked account without a password', () => {
  test('gets none once the policy names its unit no more', async () => {
    await watching('/Staff');
    appear();
    await triedInVain(() => Promise.resolve());
    await parked();
    await watching('/Guests');
    await aWeek();
    expect(has()).toBe(false);
  });

  test('gets none for an administrator who asked before the Workspace was disconnected', async () => {
    await watching();
    appear();
    await triedInVain(() => world.start('issue', { orgUnitPath: '/Staff' }));
    await parked();
    await reconnected();
    await aWeek();
    expect(has()).toBe(false);
    expect(world.account(0).status).toBe('no-password');
  });
});

test('what an administrator wanted before the Workspace was disconnected does not make the policy’s wish theirs', async () => {
  await watching();
  appear();
  await triedInVain(() => world.start('issue', { orgUnitPath: '/Staff' }));
  await reconnected();
  world.google.onSet = () => 'input-refused';
  await watching('/Staff');
  await world.tick();
  await world.tasks.pass(MINUTE);
  expect(world.account(0)).toMatchObject({ wantedBy: 'schedule' });
  await watching();
  world.google.onSet = () => 'applied';
  await aDay();
  expect(has()).toBe(false);
});

describe('a first password that an administrator wanted is tried again', () => {
  beforeEach(async () => {
    await watching();
    appear();
    await triedInVain(() => world.start('issue', { orgUnitPath: '/Staff' }));
  });

  test('whatever the policy names', async () => {
    await world.quarter();
    expect(has()).toBe(true);
  });

  test('also if the policy has tried it in vain meanwhile', async () => {
    await watching('/Staff');
    world.google.onSet = () => 'input-refused';
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(world.account(0).failures).toBeGreaterThan(1);
    world.google.onSet = () => 'applied';
    await watching();
    await aDay();
    expect(has()).toBe(true);
  });
});
