import { userId } from '../../../functions/domain/account';
import { AdminRole } from '../../../local/workspace/admin-role';
import type request from 'supertest';
import { call, put } from '../configuration/calls';
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

describe('an address whose domain Google refuses', () => {
  const fault = {
    kind: 'error',
    status: 403,
    reason: 'forbidden',
    message: 'Invalid domain.',
  } as const;
  const stranger = 'bob@elsewhere.example';
  const issue = (): request.Test => call(world.passwords, 'put', `/v1/users/${stranger}/password`);
  const verified = async (): Promise<unknown> =>
    (await world.ask('get', '/v1/configuration').expect(200)).body;

  test('fails alone, in a list, in a forecast and by itself; the connection works', async () => {
    const [first, second] = await world.everybodyHasOne();
    world.faults({ operations: ['users.get'], userKey: stranger, fault });
    const userKeys = [first!.primaryEmail, stranger, second!.primaryEmail];
    const forecast = await world.ask('post', '/v1/rotations/forecast', { scope: { userKeys } });
    expect(forecast).toMatchObject({
      status: 200,
      body: { users: 2, excluded: { 'no-answer': 1 } },
    });
    expect(await world.rotate({ userKeys })).toMatchObject({
      state: 'finished',
      done: 2,
      failed: 1,
    });
    const issued = await issue();
    expect(issued).toMatchObject({
      status: 502,
      body: { type: 'urn:google-apps-passwords:problem:directory-refused' },
    });
    expect(await verified()).toMatchObject({ verification: { state: 'ok' } });
    expect(await world.events()).not.toContain('configuration.failing');
  });

  test('concerns everybody if Google also refuses the list of all users', async () => {
    await world.everybodyHasOne();
    world.faults({ operations: ['users.get', 'users.list'], fault });
    await issue().expect(409);
    expect(await verified()).toMatchObject({ verification: { state: 'failing' } });
    expect(await world.events()).toContain('configuration.failing');
  });

  test.each([
    [503, 'backendError', 'Service unavailable.'],
    [429, 'rateLimitExceeded', 'Rate limit.'],
  ] as const)(
    'a stranger’s domain is refused while the list of users meets a %d: the connection is not called broken',
    async (status, reason, message) => {
      const [first, second] = await world.everybodyHasOne();
      world.faults(
        { operations: ['users.get'], userKey: stranger, fault },
        { operations: ['users.list'], fault: { kind: 'error', status, reason, message } },
      );
      const userKeys = [first!.primaryEmail, stranger, second!.primaryEmail];
      await world.rotate({ userKeys }).catch(() => undefined); // it waits for Google
      expect(await world.events()).not.toContain('configuration.failing');
    },
  );
});
