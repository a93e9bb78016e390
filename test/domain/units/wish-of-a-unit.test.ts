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
    expect(has()).toBe(false);
    expect(world.account(0)).not.toHaveProperty('retryAt');
    expect(world.account(0)).not.toHaveProperty('wantedSince');
  });

  test('is not, once the user has left the unit', async () => {
    appear({ orgUnitPath: '/Guests' });
    await aDay();
    expect(has()).toBe(false);
  });

  test('comes after all to a user who is back', async () => {
    appear({ orgUnitPath: '/Guests' });
    await aDay();
    appear();
    await aDay();
    expect(has()).toBe(true);
  });
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
