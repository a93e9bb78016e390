import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const DAY_QUARTERS = 96;
let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});
const aDay = async (): Promise<void> => {
  for (let quarter = 0; quarter < DAY_QUARTERS; quarter += 1) await world.quarter();
};

/** A call by an MDM is killed after its claim, before Google is called. */
async function killed(): Promise<void> {
  await world.person(0, { nextRotationAt: epochMs(world.clock.now() + 20 * 86_400_000) });
  const setPassword = world.google.directory.setPassword.bind(world.google.directory);
  world.google.directory.setPassword = () => {
    throw new Error('killed');
  };
  await expect(rotatePassword(world.ports(), crowdUser(0).id, undefined)).rejects.toThrow('killed');
  world.google.directory.setPassword = setPassword;
  expect(world.account(0)).toMatchObject({ status: 'unconfirmed' });
  expect(world.account(0).lease).toBeDefined();
}

test.each([
  [
    'suspended',
    () => {
      world.google.add(crowdUser(0, { suspended: true }));
    },
  ],
  [
    'an administrator',
    () => {
      world.google.add(crowdUser(0, { isAdmin: true }));
    },
  ],
  [
    'deleted',
    () => {
      world.google.users.delete(crowdUser(0).id);
    },
  ],
])('who is %s after a call was killed is not looked up at every tick', async (_, becomes) => {
  await killed();
  becomes();
  await aDay();
  await aDay();
  const { find } = world.google.calls;
  const { revision } = world.account(0);
  await aDay();
  expect(world.google.calls.find - find).toBeLessThanOrEqual(4);
  expect(world.account(0).revision - revision).toBeLessThanOrEqual(4);
});
