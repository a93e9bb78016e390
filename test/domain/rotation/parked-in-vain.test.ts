import { revokePassword } from '../../../functions/domain/passwords/revoke-password';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});
const days = async (count: number): Promise<void> => {
  for (let quarter = 0; quarter < count * 96; quarter += 1) await world.quarter();
};
const { id } = crowdUser(0);
async function triedInVain(): Promise<void> {
  world.google.onFind = (user) => (user === id ? 'google-unavailable' : undefined);
  await world.rotateNow({ userKeys: [id] });
  await world.tasks.pass(60_000);
  world.google.onFind = () => undefined;
}

test('a revoked password is not given again by a run over a list whose look-up failed', async () => {
  await world.connect({ retryBudget: 1 });
  await world.person(0);
  await revokePassword(world.ports(), id);
  expect(world.account(0).status).toBe('revoked');
  world.google.held.delete(id); // nobody knows it
  await triedInVain();
  await days(8);
  expect(world.google.held.has(id)).toBe(false);
});

test('nobody gets a first password since a run over a list could not look the user up', async () => {
  world.google.add(crowdUser(0));
  world.google.onSet = () => 'input-refused';
  await issuePassword(world.ports(), id);
  world.google.onSet = () => 'applied';
  expect(world.account(0)).toMatchObject({ status: 'no-password' });
  for (let time = 0; time < 5; time += 1) await triedInVain();
  await days(8);
  expect(world.google.held.has(id)).toBe(false);
});

test('a password that is revoked while a run looks the user up in vain is not given again', async () => {
  await world.connect({ retryBudget: 1 });
  await world.person(0);
  const { directory } = world.google;
  const findUser = directory.findUser.bind(directory);
  directory.findUser = async () => {
    directory.findUser = findUser;
    await revokePassword(world.ports(), id);
    return { kind: 'failed', failure: { code: 'google-unavailable', httpStatus: 503 } };
  };
  await world.rotateNow({ userKeys: [id] });
  await world.tasks.pass(60_000);
  world.google.held.delete(id); // nobody knows it
  expect(world.trail.map(({ action }) => action)).toContain('revoked');
  await days(8);
  expect(world.google.held.has(id)).toBe(false);
});
