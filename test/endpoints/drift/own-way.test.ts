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

describe('names in the tree, made with the user’s own domain', () => {
  const KEEPING = { periodDays: 0, proveEveryDays: 0 };
  let id: string;

  async function issueTo(primaryEmail: string): Promise<void> {
    world = await Drifting.open(KEEPING);
    await putSecureLdap(world.configuration, { ...GOOD, bindName: 'dn' }).expect(200);
    const alice = world.user('alice');
    ({ id } = alice);
    world.service.workspace.google.state.putUser({ ...alice, primaryEmail, aliases: [] });
    await world.ask('put', `${id}/password`).expect(201);
    give({});
  }

  async function prove(afterMs = 0): Promise<unknown> {
    world.service.clock.advance(afterMs);
    const answer = await world.ask('post', `${id}/password/proof`).expect(200);
    return (answer.body as { result: unknown }).result;
  }

  const read = () => world.ask('get', `${id}/password`);

  /** The stored password binds by the name of the last bind. */
  async function binds(): Promise<void> {
    const { password } = (await read().expect(200)).body as { password: string };
    world.service.ldap.passwords.set(world.service.ldap.binds.at(-1)!, password);
  }

  test('are refused, and the password is still told', async () => {
    await issueTo('alice@second.example');
    await prove();
    await binds();
    expect(await prove()).toBe('works');
    await save(OWN);
    for (let time = 0; time < 6; time += 1) expect(await prove(2 * QUARTER_MS)).toBe('refused');
    expect((await world.overview()).drifted).toBe(0);
    await read().expect(200);
  });

  test('that have worked show a change by somebody else as any other', async () => {
    await issueTo('alice@example.com');
    await save(OWN);
    await prove();
    await binds();
    expect(await prove(QUARTER_MS)).toBe('works');
    world.service.ldap.passwords.clear();
    for (let time = 0; time < 3; time += 1) expect(await prove(2 * QUARTER_MS)).toBe('refused');
    expect((await world.overview()).drifted).toBe(1);
    await read().expect(409);
  });
});
