import { userId } from '../../../functions/domain/account';
import { AdminRole } from '../../../local/workspace/admin-role';
import { put } from '../configuration/calls';
import { Rotating } from './rotating';

let world: Rotating;
beforeEach(async () => {
  world = await Rotating.open();
});
afterEach(() => {
  world.close();
});

test('users whom Google calls invalid once are not deleted: the run tries them again', async () => {
  await world.everybodyHasOne();
  const userKeys = world.people.slice(0, 6).map(({ primaryEmail }) => primaryEmail);
  const fault = {
    kind: 'error',
    status: 400,
    reason: 'invalid',
    message: 'Invalid Input',
  } as const;
  world.faults({ operations: ['users.get'], times: 6, fault });
  expect(await world.rotate({ userKeys })).toMatchObject({ skipped: 0, failed: 6, done: 0 });
  expect((await world.overview()).accounts).toMatchObject({ active: world.people.length });
  const people = world.people.slice(0, 6);
  await world.quarter();
  await world.quarter();
  expect(world.changedOtherThan(1, people)).toStrictEqual([]);
});

test('a listing whose domain Google does not find is a fault of the connection, not of a user', async () => {
  await world.everybodyHasOne();
  const fault = {
    kind: 'error',
    status: 404,
    reason: 'notFound',
    message: 'Domain not found',
  } as const;
  world.faults({ operations: ['users.list'], fault });
  const checked = await world.ask('post', '/v1/configuration/verification').expect(200);
  const { verification } = checked.body as { verification: { links: unknown[] } };
  expect(verification.links).toContainEqual(
    expect.objectContaining({ id: 'api', state: 'failing', code: 'domain-refused' }),
  );
  const userKeys = [world.people[0]?.primaryEmail];
  await world.ask('post', '/v1/rotations', { scope: { userKeys } }).expect(409);
  world.faults();
  await world.ask('post', '/v1/configuration/verification').expect(200);
  expect(await world.rotate({ userKeys })).toMatchObject({ state: 'finished', done: 1 });
});

test('a run by a service account’s own role does not call a user gone whom it may only hide', async () => {
  const { keyAccount } = world.service.workspace.google;
  keyAccount.adminRole = AdminRole.parse({});
  const own = { delegation: false, customerId: 'C03simu1a' };
  await put(world.configuration, own).expect(200);
  const [hidden] = await world.everybodyHasOne({ customerId: 'C03simu1a' });
  const { id } = hidden!;
  const fault = { kind: 'error', status: 404, reason: 'notFound', message: 'Not found' } as const;
  world.faults({ operations: ['users.get'], userKey: id, fault });
  expect(await world.rotate({ userKeys: [id] })).toMatchObject({ skipped: 1, failed: 0 });
  expect(await world.service.platform.accounts.read(userId(id))).toMatchObject({
    lastFailure: { code: 'user-not-found' },
    current: { version: 1 },
  });
  const goneUsers = await world.service.platform.accounts.goneUsers();
  expect(goneUsers).toStrictEqual([]);
});
