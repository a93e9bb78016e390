import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { readPassword } from '../../../functions/domain/passwords/read-password';
import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';

const NEW = 'new.name@example.com';

let world: RotationWorld;
beforeEach(async () => {
  world = new RotationWorld();
  await world.connect();
  await world.people(1);
  world.google.add(crowdUser(0, { primaryEmail: NEW }));
});

describe('a user with a new address', () => {
  test.each([
    ['a read', readPassword],
    ['an issue', issuePassword],
    ['a rotation', rotatePassword],
  ])('is answered %s under the new address, which is stored', async (_, call) => {
    expect(await call(world.ports(), NEW)).toMatchObject({
      kind: 'live',
      account: { primaryEmail: NEW },
    });
    expect(world.account(0).primaryEmail).toBe(NEW);
  });

  test('whose old address now belongs to another user is not mistaken for that one', async () => {
    const old = crowdUser(0).primaryEmail;
    world.google.add(crowdUser(1, { primaryEmail: old }));
    expect(await readPassword(world.ports(), old)).toStrictEqual({ kind: 'no-password' });
    const issued = await issuePassword(world.ports(), old);
    expect(issued).toMatchObject({ kind: 'live', account: { userId: crowdUser(1).id } });
  });

  test('requested by id is read without Google, under the last known address', async () => {
    world.google.unreadable = 'google-unavailable';
    expect(await readPassword(world.ports(), crowdUser(0).id)).toMatchObject({
      kind: 'live',
      account: { primaryEmail: crowdUser(0).primaryEmail },
    });
  });
});
