import { readPassword } from '../../../functions/domain/passwords/read-password';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const HOUR = 3_600_000;
let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});
const announced = (): number =>
  world.accounts.events.filter(({ type }) => type === 'password.rotation-due').length;

beforeEach(async () => {
  await world.connect({ announceHours: 48 });
  await world.person(0, { nextRotationAt: epochMs(world.clock.now() + 47 * HOUR) });
});

test('no rotation is announced of a user who is known to be an administrator', async () => {
  world.google.add(crowdUser(0, { isAdmin: true }));
  await readPassword(world.ports(), crowdUser(0).id);
  await readPassword(world.ports(), crowdUser(0).primaryEmail);
  expect(world.account(0).adminSeenAt).toBeDefined();
  await world.quarter();
  expect(announced()).toBe(0);
});

test('no rotation is announced of a user whom Google is known to have no more', async () => {
  await world.configurations.transact((current) => ({
    write: { ...current, customerId: 'C1' },
    result: undefined,
  }));
  await world.accounts.transact(crowdUser(0).id, (account) => ({
    write: { ...account!, customerId: 'C1' },
    result: undefined,
  }));
  world.google.users.delete(crowdUser(0).id);
  await world.rotateNow({ userKeys: [crowdUser(0).id] });
  await world.tasks.pass(60_000);
  await world.quarter();
  expect(announced()).toBe(0);
});
