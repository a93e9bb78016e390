import { type Server } from 'node:http';
import request from 'supertest';
import { DEFAULT_POLICY } from '../../../functions/domain/configuration/policy';
import { WholeService } from '../../fakes/whole-service';
import { call, put } from './calls';

let service: WholeService;
let configuration: Server;

/** Alice and Bob have passwords of one Workspace; another one is now connected. */
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect();
  configuration = service.serve('configuration');
  const passwords = service.serve('passwords');
  for (const name of ['alice', 'bob']) {
    await request(passwords).put(`/v1/users/${name}@example.com/password`).expect(201);
  }
});
afterEach(() => {
  service.close();
});

async function connectOther(): Promise<request.Response> {
  const { workspace } = service;
  const admin = workspace.user(workspace.adminUsername)!;
  workspace.google.state.putUser({ ...admin, customerId: 'C0other01' });
  return put(configuration, {
    adminUsername: workspace.adminUsername,
    serviceAccountKey: workspace.keyFile(),
  }).expect(200);
}

const forget = (query: string): request.Test =>
  call(configuration, 'delete', `/v1/accounts?customerId=C03simu1a${query}`);

test('every answer with the configuration says how many passwords belong to other Workspaces', async () => {
  const own = await call(configuration, 'get', '/v1/configuration').expect(200);
  expect(own.body).not.toHaveProperty('otherWorkspaces');
  const otherWorkspaces = [{ customerId: 'C03simu1a', passwords: 2 }];
  expect((await connectOther()).body).toMatchObject({ otherWorkspaces });
  const read = await call(configuration, 'get', '/v1/configuration').expect(200);
  expect(read.body).toMatchObject({ customerId: 'C0other01', otherWorkspaces });
  const verified = await call(configuration, 'post', '/v1/configuration/verification').expect(200);
  expect(verified.body).toMatchObject({ otherWorkspaces });
  const policy = await call(configuration, 'put', '/v1/policy').send(DEFAULT_POLICY).expect(200);
  expect(policy.body).toMatchObject({ otherWorkspaces });
});

test('a Workspace is forgotten in steps with a limit, each of which says how many are left', async () => {
  await connectOther();
  expect((await forget('&limit=1').expect(200)).body).toStrictEqual({ forgotten: 1, left: 1 });
  expect((await forget('').expect(200)).body).toStrictEqual({ forgotten: 1 });
  expect((await forget('&limit=1').expect(200)).body).toStrictEqual({ forgotten: 0, left: 0 });
  const after = await call(configuration, 'get', '/v1/configuration').expect(200);
  expect(after.body).not.toHaveProperty('otherWorkspaces');
});

test.each(['0', '-1', '10001', '1.5', 'x', '', '1&limit=2'])(
  'a limit of %s forgets no password',
  async (limit) => {
    await connectOther();
    const refused = await forget(`&limit=${limit}`).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ pointer: '/limit' }] });
    expect((await forget('').expect(200)).body).toStrictEqual({ forgotten: 2 });
  },
);

test('a limit that is misspelt forgets no password', async () => {
  await connectOther();
  expect((await forget('&limt=1').expect(400)).body).toMatchObject({
    errors: [{ pointer: '/limt' }],
  });
  expect((await forget('').expect(200)).body).toStrictEqual({ forgotten: 2 });
});

test('the help desk’s list says which Workspace each password belongs to', async () => {
  await connectOther();
  const listed = await call(configuration, 'get', '/v1/accounts?query=alice').expect(200);
  expect(listed.body).toMatchObject({ accounts: [{ customerId: 'C03simu1a' }] });
  await forget('').expect(200);
  const forgotten = await call(configuration, 'get', '/v1/accounts?query=alice').expect(200);
  const [account] = (forgotten.body as { accounts: object[] }).accounts;
  expect(account).not.toHaveProperty('customerId');
});
