import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { provePassword } from '../../../functions/domain/passwords/prove-password';
import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { crowdUser } from '../../fakes/crowd-google';
import { provingWorld } from '../../fakes/proving-world';

test('a run over a unit takes those whom no run has met, but a call that set or proved their password', async () => {
  const world = await provingWorld(12);
  for (const number of [1, 2, 3, 20]) {
    world.google.add(crowdUser(number, { orgUnitPath: '/Staff' }));
  }
  await issuePassword(world.ports(), crowdUser(20).primaryEmail);
  await rotatePassword(world.ports(), crowdUser(1).primaryEmail);
  await provePassword(world.ports(), crowdUser(2).primaryEmail);
  world.clock.advance(1_000);
  world.ldap.binds.length = 0;
  await world.start('prove', { orgUnitPath: '/Staff' });
  await world.tasks.pass(60_000);
  expect(world.ldap.binds.toSorted()).toStrictEqual(
    [1, 2, 20].map((number) => crowdUser(number).primaryEmail),
  );
  await world.start('prove', 'due'); // meets everybody, so that the next run knows the unit of user 3
  await world.tasks.pass(60_000);
  await world.start('prove', { orgUnitPath: '/Staff' });
  await world.tasks.pass(60_000);
  const counts = { done: 3, failed: 1, parked: 0, skipped: 0 }; // nobody binds as user 20
  expect(await world.run()).toMatchObject({ state: 'finished', counts });
});
