import { changePolicy } from '../../../functions/domain/configuration/change-policy';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { crowdUser } from '../../fakes/crowd-google';
import { MANAGER, type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});
const { id } = crowdUser(0);

/** The period begins, and a tick comes, while Google sets a password. */
const meanwhile = (): void => {
  const setPassword = world.google.directory.setPassword.bind(world.google.directory);
  world.google.directory.setPassword = async (...sent) => {
    world.google.directory.setPassword = setPassword;
    await changePolicy(world.controlPorts(), { by: MANAGER, change: { periodDays: 30 } });
    await world.tick();
    return setPassword(...sent);
  };
};

test('who is rotated by a call while a period begins has a turn', async () => {
  await world.connect({ periodDays: 0 });
  await world.person(1);
  await world.person(0);
  await world.quarter();
  meanwhile();
  expect(await rotatePassword(world.ports(), id, undefined)).toMatchObject({ kind: 'live' });
  for (let quarter = 0; quarter < 96 * 2; quarter += 1) await world.quarter();
  expect(world.account(0).nextRotationAt).toBeDefined();
});

test('who is given a first password while a period begins has a turn', async () => {
  await world.connect({ periodDays: 0 });
  world.google.add(crowdUser(0));
  await world.quarter();
  meanwhile();
  expect(await issuePassword(world.ports(), id)).toMatchObject({ kind: 'live' });
  for (let quarter = 0; quarter < 96 * 40; quarter += 1) await world.quarter();
  expect(world.account(0).current?.version).toBe(2);
});

test('who has a turn in a unit that gets a period while a run ends the turn has one', async () => {
  await world.connect({ periodDays: 30, overrides: [{ orgUnitPath: '/Staff', periodDays: 0 }] });
  await world.person(0);
  world.google.add(crowdUser(0));
  await world.tick(); // the daily look: the user is not in /Staff yet
  world.google.add(crowdUser(0, { orgUnitPath: '/Staff' }));
  const findUser = world.google.directory.findUser.bind(world.google.directory);
  world.google.directory.findUser = async (key) => {
    world.google.directory.findUser = findUser;
    const found = await findUser(key);
    await changePolicy(world.controlPorts(), { by: MANAGER, change: { overrides: [] } });
    await world.tick();
    return found;
  };
  await world.tasks.pass(15 * 60_000);
  for (let quarter = 0; quarter < 96 * 40; quarter += 1) await world.quarter();
  expect(world.account(0).current?.version).toBeGreaterThan(1);
});

test('otherwise, who is given a first password after the period began has a turn', async () => {
  await world.connect({ periodDays: 0 });
  world.google.add(crowdUser(0));
  await world.quarter();
  await changePolicy(world.controlPorts(), { by: MANAGER, change: { periodDays: 30 } });
  await world.tick();
  expect(await issuePassword(world.ports(), id)).toMatchObject({ kind: 'live' });
  expect(world.account(0).nextRotationAt).toBeDefined();
});
