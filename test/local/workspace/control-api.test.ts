import { controlReply } from '../../../local/workspace/control-api';
import { HeldClock } from './held-clock';
import { RunningWorkspace } from './running-workspace';

let google: RunningWorkspace;

beforeEach(async () => {
  google = await RunningWorkspace.start({ users: 50, clock: new HeldClock() });
});
afterEach(() => google.stop());

const json = async (answer: Promise<Response>): Promise<unknown> => (await answer).json();

test('a user is told without anything of the password', async () => {
  await google.setPassword(await google.signIn(), 'alice@example.com', 'told to nobody');
  const told = await json(google.control('GET', 'users/alice.martin@example.com'));

  expect(told).toMatchObject({
    primaryEmail: 'alice@example.com',
    passwordChanges: 1,
    hasPassword: true,
    suspended: false,
  });
  expect(told).not.toHaveProperty('password');
});

test('a change keeps what it does not name', async () => {
  await google.control('PUT', 'users/alice@example.com', { suspended: true });
  await google.control('PUT', 'users/alice@example.com', { orgUnitPath: '/Contractors' });

  expect(google.workspace.user('alice@example.com')).toMatchObject({
    suspended: true,
    orgUnitPath: '/Contractors',
    aliases: ['alice.martin@example.com'],
  });
});

test('a user can be made, renamed and removed', async () => {
  const made = await google.control('PUT', 'users/zed@example.com', { isAdmin: true });
  expect(await made.json()).toMatchObject({ primaryEmail: 'zed@example.com', isAdmin: true });

  await google.control('PUT', 'users/zed@example.com', { primaryEmail: 'zoe.z@example.com' });
  expect((await google.control('GET', 'users/zed@example.com')).status).toBe(405);
  expect((await google.control('GET', 'users/zoe.z@example.com')).status).toBe(200);

  expect((await google.control('DELETE', 'users/zoe.z@example.com')).status).toBe(204);
  expect(google.workspace.user('zoe.z@example.com')).toBeUndefined();
});

test('all users are told', async () => {
  const { users } = (await json(google.control('GET', 'users'))) as { users: unknown[] };

  expect(users).toHaveLength(50);
});

test('a password can be checked whatever state the account is in', async () => {
  await google.setPassword(await google.signIn(), 'frank@example.com', 'held by Google');
  const check = (password: string): Promise<unknown> =>
    json(google.control('POST', 'users/frank@example.com/password-check', { password }));

  expect(await check('held by Google')).toEqual({ matches: true });
  expect(await check('held by nobody')).toEqual({ matches: false });
});

test('statistics count calls, answers and each user’s password changes, until they are reset', async () => {
  const token = await google.signIn();
  for (const password of ['the first', 'the second']) {
    await google.setPassword(token, 'alice@example.com', password);
  }
  await google.setPassword(token, 'bob@example.com', 'short');
  await google.setPassword(token, 'bob@example.com', 'long enough');

  expect(await json(google.control('GET', 'stats'))).toMatchObject({
    calls: { token: 1, 'users.update': 4, 'users.get': 0 },
    totalCalls: 5,
    replies: { '200': 4, '400': 1 },
    faults: 0,
    inFlight: 0,
    peakInFlight: 1,
    users: 50,
    passwordChanges: { total: 3, byUser: { 'alice@example.com': 2, 'bob@example.com': 1 } },
  });
  await google.control('DELETE', 'stats');
  expect(await json(google.control('GET', 'stats'))).toMatchObject({ totalCalls: 0, replies: {} });
});

test('a key that is made while it runs signs in', async () => {
  const file = (await json(google.control('POST', 'keys', {}))) as ReturnType<
    typeof google.workspace.createKey
  >;

  expect(file.type).toBe('service_account');
  expect((await google.requestToken(google.assertion({}, file))).status).toBe(200);
});

test.each([
  ['faults', { rules: [{ fault: { kind: 'gremlins' } }] }],
  ['faults', { rules: [{ fault: { kind: 'error', status: 200 } }] }],
  ['faults', { rules: [{ probability: 2, fault: { kind: 'lost-reply' } }] }],
  ['faults', { rules: [{ operations: ['users.delete'], fault: { kind: 'lost-reply' } }] }],
  ['latency', { minMs: 5, maxMs: 1 }],
  ['latency', { minMs: -1, maxMs: 1 }],
  ['quota', { queriesPerMinute: 'few' }],
  ['quota', { refusal: 'softly' }],
  ['clock', { offsetMs: 0.5 }],
  ['delegation', { entries: [{ clientId: 1 }] }],
  ['api', {}],
  ['users/alice@example.com', { suspended: 'yes' }],
  ['users/alice@example.com', { password: 'set another way' }],
  ['users/alice@example.com', { primaryEmail: 'bob@example.com' }],
  ['users/alice@example.com', { aliases: ['robert.novak@example.com'] }],
  ['users/no-address', {}],
])('PUT %s with a wrong body is a 400 that says why, and changes nothing', async (path, body) => {
  const before = await json(google.control('GET', path));
  const answer = await google.control('PUT', path, body);

  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ error: expect.stringMatching(/\S/) as string });
  expect(await json(google.control('GET', path))).toEqual(before);
});

test.each([
  ['GET', 'nothing', 404],
  ['GET', 'users/alice@example.com/shoes', 404],
  ['GET', 'users/%E0%A4%A', 404],
  ['DELETE', 'delegation', 405],
  ['PATCH', 'faults', 405],
  ['GET', 'tokens', 405],
])('%s %s is a %i', async (method, path, status) => {
  expect((await google.control(method, path)).status).toBe(status);
});

test('a body that another site’s page could send unasked is refused', async () => {
  const answer = await fetch(`${google.url}/google/control/api`, {
    method: 'PUT',
    headers: { 'content-type': 'text/plain' },
    body: '{"enabled":false}',
  });

  expect(answer.status).toBe(415);
  expect(await json(google.control('GET', 'api'))).toEqual({ enabled: true });
});

test.each([
  ['192.0.2.7', 403],
  ['::ffff:192.0.2.7', 403],
  [undefined, 403],
  ['127.0.0.1', 200],
  ['::1', 200],
  ['::ffff:127.0.0.1', 200],
])('a caller at %s gets %i', (remoteAddress, status) => {
  const received = {
    method: 'GET',
    path: '/control/api',
    query: '',
    headers: {},
    body: Buffer.alloc(0),
  };

  expect(controlReply(google.workspace, received, remoteAddress).status).toBe(status);
});
