import { AdminRole } from '../../../local/workspace/admin-role';
import { GOOD } from '../../fixtures/ldap-certificates';
import { MEDIA_TYPE, call, putSecureLdap } from '../configuration/calls';
import { Drifting, QUARTER_MS } from './drifting';

// What a service account that acts as itself can't see is not taken for somebody else's change.

let world: Drifting;
afterEach(() => {
  world.close();
});

const OWN = { delegation: false, customerId: 'C03simu1a' };
const save = (body: object) =>
  call(world.configuration, 'put', '/v1/configuration')
    .set('content-type', MEDIA_TYPE)
    .send(JSON.stringify(body))
    .expect(200);
const give = (role: object): void => {
  world.service.workspace.google.keyAccount.adminRole = AdminRole.parse(role);
};

test('changes as an administrator named by an alias, whom the role does not show, stay ours', async () => {
  world = await Drifting.open();
  const { state } = world.service.workspace.google;
  const admin = world.user('admin');
  state.putUser({ ...admin, primaryEmail: 'chief@example.com', aliases: ['admin@example.com'] });
  await world.issue('alice');
  give({ privileges: ['users-read', 'reset-password', 'reports'] });
  world.service.workspace.wire.faults.set(
    ['admin@example.com', 'chief@example.com', admin.id].map((userKey) => ({
      operations: ['users.get'] as const,
      userKey,
      fault: { kind: 'error', status: 403, reason: 'forbidden', message: 'Not Authorized' },
    })) as never,
  );
  await save(OWN);
  await world.quarter();
  expect((await world.link())?.state).toBe('ok');
  expect((await world.overview()).drifted).toBe(0);
});

test('as Google says it, without the privilege Reports, the link is off', async () => {
  world = await Drifting.open();
  give({});
  world.service.workspace.wire.faults.set([
    {
      operations: ['activities.list'],
      fault: {
        kind: 'error',
        status: 401,
        reason: 'authError',
        message: 'Access denied. You are not authorized to read activity records.',
      },
    },
  ]);
  await save(OWN);
  expect(await world.link()).toMatchObject({ state: 'off' });
});

test('names made with the user’s own domain do not make a password drift', async () => {
  world = await Drifting.open({ periodDays: 0, proveEveryDays: 0 });
  await putSecureLdap(world.configuration, { ...GOOD, bindName: 'dn' }).expect(200);
  const { state } = world.service.workspace.google;
  const alice = world.user('alice');
  state.putUser({ ...alice, primaryEmail: 'alice@second.example', aliases: [] });
  await world.ask('put', `${alice.id}/password`).expect(201);
  const prove = async (): Promise<unknown> =>
    (
      (await world.ask('post', `${alice.id}/password/proof`).expect(200)).body as {
        result: unknown;
      }
    ).result;
  const told = await world.ask('get', `${alice.id}/password`);
  await prove();
  world.service.ldap.passwords.set(
    world.service.ldap.binds[0]!,
    (told.body as { password: string }).password,
  );
  expect(await prove()).toBe('works');
  give({});
  await save(OWN);
  for (let time = 0; time < 6; time += 1) {
    world.service.clock.advance(2 * QUARTER_MS);
    await prove();
  }
  expect((await world.overview()).drifted).toBe(0);
  await world.ask('get', `${alice.id}/password`).expect(200);
});
