import { type ConfigurationAnswer } from '../../../functions/api/configuration';
import { userId } from '../../../functions/domain/account';
import { AdminRole, NO_ADMIN_ROLE } from '../../../local/workspace/admin-role';
import { GOOD } from '../../fixtures/ldap-certificates';
import { call, put, putSecureLdap } from '../configuration/calls';
import { Rotating } from './rotating';

// A switch of the way, or a role that no longer reaches a user, while something is in doubt.

let world: Rotating;
beforeEach(async () => {
  world = await Rotating.open({}, { users: 30 });
});
afterEach(() => {
  world.close();
});

const OWN = { delegation: false, customerId: 'C03simu1a' };
const ADMIN = { adminUsername: 'admin@example.com' };
const CUSTOMER = { customerId: 'C03simu1a' };
const save = (body: object) => put(world.configuration, body).expect(200);
const state = async (): Promise<string | undefined> => {
  const read = await world.ask('get', '/v1/configuration').expect(200);
  return (read.body as ConfigurationAnswer).verification?.state;
};
const give = (role: AdminRole): void => {
  world.service.workspace.google.keyAccount.adminRole = role;
};
const account = (id: string) => world.service.platform.accounts.read(userId(id));

test('a password in doubt whose user leaves the role’s units stays stored, and holds up nobody', async () => {
  give(AdminRole.parse({}));
  await save(OWN);
  const people = await world.everybodyHasOne(CUSTOMER);
  const moved = people[3]!;
  const path = `/v1/users/${moved.id}/password`;
  world.faults({
    operations: ['users.update'],
    userKey: moved.id,
    fault: { kind: 'lost-reply' },
  });
  await call(world.passwords, 'post', `${path}/rotation`).expect(503);
  const inDoubt = (await account(moved.id))!.candidates;
  expect(inDoubt).toHaveLength(1);
  world.faults({
    operations: ['users.get', 'users.update'],
    userKey: moved.id,
    fault: { kind: 'error', status: 403, reason: 'forbidden', message: 'Not Authorized' },
  });
  world.service.clock.advance(3_600_000);
  expect(await world.rotate('all')).toMatchObject({
    state: 'finished',
    done: people.length - 1,
    failed: 1,
  });
  await call(world.passwords, 'get', path).expect(502);
  const kept = (await account(moved.id))!;
  expect(kept.candidates.map(({ version }) => version)).toStrictEqual([2]);
  expect(kept.current?.version).toBe(1);

  world.faults();
  await save(ADMIN);
  const told = await call(world.passwords, 'get', path).expect(200);
  expect(told.body).toMatchObject({ version: 2 });
  expect(await state()).toBe('ok');
});

test.each([
  [
    'role to administrator',
    OWN,
    ADMIN,
    () => {
      give(NO_ADMIN_ROLE);
    },
  ],
  [
    'administrator to role',
    ADMIN,
    OWN,
    () => {
      const { state: google, keyAccount } = world.service.workspace.google;
      google.delegation.delete(keyAccount.clientId);
      google.tokens.revokeAll();
    },
  ],
])(
  'a run that proves, switched from %s while the former way is closed, goes on',
  async (_name, from, to, close) => {
    give(AdminRole.parse({}));
    await save(from);
    await putSecureLdap(world.configuration, GOOD).expect(200);
    const people = await world.everybodyHasOne(CUSTOMER);
    for (const { id, primaryEmail } of people) {
      world.service.ldap.passwords.set(primaryEmail, `first password of ${id}`);
    }
    const { service } = world;
    const { google } = service;
    let reads = 0;
    service.google = (request, response) => {
      const isRead = request.method === 'GET' && /\/users\/\d+/.test(request.url ?? '');
      reads += isRead ? 1 : 0;
      if (!isRead || reads !== 4) google(request, response);
      else
        void save(to)
          .then(close)
          .finally(() => {
            google(request, response);
          });
    };
    const runId = await world.start('/v1/proofs', 'all');
    await world.queue.drain();
    for (let tick = 0; tick < 2; tick += 1) await world.quarter();
    expect(reads).toBeGreaterThan(4);
    expect(await world.run(runId)).toMatchObject({
      state: 'finished',
      done: people.length,
      failed: 0,
    });
    expect(await state()).toBe('ok');
    expect(await world.events()).not.toContain('configuration.failing');
  },
);

test('while the customer that was given is not verified, nobody’s passwords can be forgotten', async () => {
  await world.everybodyHasOne(CUSTOMER);
  await save({ ...OWN, customerId: 'C0typo' });
  expect(await state()).toBe('failing');
  for (const customerId of ['C03simu1a', 'C0typo']) {
    await world.ask('delete', `/v1/accounts?customerId=${customerId}`).expect(409);
  }
  give(AdminRole.parse({}));
  await save(OWN);
  await world.ask('delete', '/v1/accounts?customerId=C03simu1a').expect(409);
  expect((await world.overview()).accounts).toMatchObject({ active: world.people.length });
});
