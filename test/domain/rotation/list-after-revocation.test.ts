import { forgetPassword } from '../../../functions/domain/passwords/forget-password';
import { revokePassword } from '../../../functions/domain/passwords/revoke-password';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});
const { id } = crowdUser(0);

/** Also of a list that waits for hours: of Google's quota, or behind other runs. */
test('a run over a list that an administrator began before a revocation does not undo it', async () => {
  await world.person(0);
  await world.start('issue', { userKeys: [id] });
  expect(await revokePassword(world.ports(), id)).toMatchObject({ kind: 'revoked', changed: true });
  world.google.held.delete(id); // nobody knows it
  await world.tasks.pass(60_000);
  expect((await world.run()).state).toBe('finished');
  expect(world.google.held.has(id)).toBe(false);
  expect(world.account(0).status).toBe('revoked');
});

test('nor does it undo that a password was forgotten only here, which sends nothing', async () => {
  await world.person(0);
  await world.start('issue', { userKeys: [id] });
  expect(await forgetPassword(world.ports(), id)).toMatchObject({ kind: 'revoked', changed: true });
  await world.tasks.pass(60_000);
  expect((await world.run()).skippedBy).toStrictEqual({ 'password-revoked': 1 });
  expect(world.account(0).status).toBe('revoked');
  world.clock.advance(1);
  await world.start('issue', { userKeys: [id] });
  await world.tasks.pass(60_000);
  expect(world.account(0).status).toBe('active');
  expect(world.account(0).revokedAt).toBeUndefined();
});

test('a run that began after it gives a new one, also where its first attempt was refused', async () => {
  await world.person(0);
  await revokePassword(world.ports(), id);
  world.clock.advance(600_000);
  world.google.onSet = () => {
    world.google.onSet = () => 'applied';
    return 'input-refused';
  };
  await world.start('issue', { userKeys: [id] });
  for (let quarter = 0; quarter < 8; quarter += 1) await world.quarter();
  expect(world.account(0).status).toBe('active');
});
