import { RunningWorkspace } from './running-workspace';

const ACCOUNT = 'google-apps-api@simulated-workspace.iam.gserviceaccount.com';
const ROLE = `service-accounts/${ACCOUNT}/admin-role`;
const ACTIVITY_LOG_SCOPE = 'https://www.googleapis.com/auth/admin.reports.audit.readonly';

let google: RunningWorkspace;
/** The service account's own: its assertion names nobody to act as. */
let token: string;

beforeEach(async () => {
  google = await RunningWorkspace.start({ users: 50 });
  await google.control('PUT', 'delegation', { entries: [] });
  token = await google.signInAsItself();
});
afterEach(() => google.stop());

const assign = (role: object = {}): Promise<Response> => google.control('PUT', ROLE, role);

const list = (query: Record<string, string> = {}): Promise<Response> =>
  google.directory(
    token,
    `?${new URLSearchParams({ customer: 'C03simu1a', ...query }).toString()}`,
  );

async function listed(query: Record<string, string> = {}): Promise<string[]> {
  const { users = [] } = (await (await list(query)).json()) as {
    users?: { primaryEmail: string }[];
  };
  return users.map(({ primaryEmail }) => primaryEmail);
}

const change = (userKey: string, fields: object): Promise<Response> =>
  google.directory(token, `/${userKey}`, { method: 'PUT', body: JSON.stringify(fields) });

/** The status, and Google's reason and message. */
async function refusal(answer: Promise<Response>): Promise<unknown[]> {
  const { status, body } = await answer.then(async (got) => ({
    status: got.status,
    body: (await got.json()) as { error: { message: string; errors: { reason: string }[] } },
  }));
  return [status, body.error.errors[0]!.reason, body.error.message];
}

const NOT_AUTHORIZED = [403, 'forbidden', 'Not Authorized to access this resource/api'];

test('without a role the account gets a token, and may neither read nor change', async () => {
  expect(await refusal(list())).toEqual(NOT_AUTHORIZED);
  expect(await refusal(google.directory(token, '/alice@example.com'))).toEqual(NOT_AUTHORIZED);
  const set = google.setPassword(token, 'alice@example.com', 'set by nobody');
  expect(await refusal(set)).toEqual(NOT_AUTHORIZED);
});

test('with the role it reads everybody and sets a password, without any delegation', async () => {
  await assign();

  expect((await listed({ maxResults: '500' })).length).toBe(50);
  expect((await google.directory(token, '/admin@example.com')).status).toBe(200);
  expect((await google.setPassword(token, 'alice@example.com', 'set by itself')).status).toBe(200);
  expect(google.workspace.passwordMatches('alice@example.com', 'set by itself')).toBe(true);
});

test('the keyless account has a role of its own', async () => {
  const { serviceAccount } = google.workspace.keyless;
  const path = `/google/v1/projects/-/serviceAccounts/${serviceAccount}:signJwt`;
  const nowSeconds = Math.floor(google.workspace.wire.now() / 1000);
  const payload = JSON.stringify({
    iss: serviceAccount,
    scope: 'https://www.googleapis.com/auth/admin.directory.user',
    aud: 'https://oauth2.googleapis.com/token',
    iat: nowSeconds,
    exp: nowSeconds + 3600,
  });
  const signed = await fetch(google.url + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${google.workspace.runtimeAccessToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ payload }),
  });
  const { signedJwt } = (await signed.json()) as { signedJwt: string };
  const answer = await google.requestToken(signedJwt);
  token = ((await answer.json()) as { access_token: string }).access_token;

  await assign();
  expect((await list()).status).toBe(403);
  await google.control('PUT', `service-accounts/${serviceAccount}/admin-role`, {});
  expect((await list()).status).toBe(200);
});

test.each([
  ['my_customer', [400, 'invalid', 'Invalid Input']],
  ['C0other01', NOT_AUTHORIZED],
  ['example.com', [400, 'badRequest', 'Bad Request']],
])('the customer %s is refused', async (customer, expected) => {
  await assign();

  expect(await refusal(list({ customer }))).toEqual(expected);
});

test('my_customer is invalid without a role, too', async () => {
  expect(await refusal(list({ customer: 'my_customer' }))).toEqual([
    400,
    'invalid',
    'Invalid Input',
  ]);
});

describe('a role on a unit', () => {
  beforeEach(() => assign({ orgUnitPath: '/contractors' }));

  test('lists those of the unit and of the units below it', async () => {
    const users = await listed({ maxResults: '500', query: 'email:dave*' });
    const all = await listed({ maxResults: '500' });

    expect(users).toEqual(['dave@example.com']);
    expect(all).toEqual(expect.arrayContaining(['dave@example.com', 'erin@example.com']));
    expect(all).not.toContain('alice@example.com');
  });

  test('sets a password there, and neither reads nor changes anybody else', async () => {
    expect((await google.setPassword(token, 'erin@example.com', 'in the unit')).status).toBe(200);
    const outside = google.setPassword(token, 'alice@example.com', 'out of reach');
    expect(await refusal(outside)).toEqual(NOT_AUTHORIZED);
    expect(await refusal(google.directory(token, '/alice@example.com'))).toEqual(NOT_AUTHORIZED);
    expect(google.workspace.user('alice@example.com')!.passwordChanges).toBe(0);
  });

  test('follows a user who moves', async () => {
    await google.control('PUT', 'users/dave@example.com', { orgUnitPath: '/Contractors2' });

    expect((await google.directory(token, '/dave@example.com')).status).toBe(403);
  });
});

test('a role on a unit without users lists nobody', async () => {
  await assign({ orgUnitPath: '/Elsewhere' });

  expect((await list()).status).toBe(200);
  expect(await listed()).toEqual([]);
});

test.each(['admin@example.com', 'helpdesk@example.com'])(
  'Google protects the administrator %s',
  async (userKey) => {
    await assign();

    expect(await refusal(change(userKey, { password: 'taken over' }))).toEqual(NOT_AUTHORIZED);
    expect(google.workspace.user(userKey)!.passwordChanges).toBe(0);
  },
);

test('a role without Reset password still reads', async () => {
  await assign({ privileges: ['users-read', 'organizational-units-read'] });

  expect(await refusal(change('alice@example.com', { password: 'not for you' }))).toEqual(
    NOT_AUTHORIZED,
  );
  expect((await list()).status).toBe(200);
  expect((await google.directory(token, '/alice@example.com')).status).toBe(200);
});

test('a role without Users read reads nobody', async () => {
  await assign({ privileges: ['reset-password', 'organizational-units-read'] });

  expect(await refusal(list())).toEqual(NOT_AUTHORIZED);
  expect(await refusal(google.directory(token, '/alice@example.com'))).toEqual(NOT_AUTHORIZED);
});

test('a role without Organizational Units read asks for no unit', async () => {
  await assign({ privileges: ['users-read', 'reset-password'] });

  expect(await refusal(list({ query: "orgUnitPath='/Contractors'" }))).toEqual(NOT_AUTHORIZED);
  expect(await listed({ query: 'email:dave*' })).toEqual(['dave@example.com']);
});

test.each([
  [{ suspended: true }, 403],
  [{ password: 'long enough', suspended: true }, 403],
  [{ orgUnitPath: '/Contractors' }, 403],
  [{ primaryEmail: 'mallory@example.com' }, 403],
  [{ changePasswordAtNextLogin: true }, 403],
  [{ password: 'long enough', changePasswordAtNextLogin: false }, 200],
])('Reset password is for the password alone: %j is %i', async (fields, status) => {
  await assign();

  expect((await change('alice@example.com', fields)).status).toBe(status);
});

test('a role that is taken away or cut down holds for tokens issued before', async () => {
  await assign();
  expect((await list()).status).toBe(200);

  await assign({ privileges: ['users-read'] });
  expect((await change('alice@example.com', { password: 'too late now' })).status).toBe(403);
  expect((await google.control('DELETE', ROLE)).status).toBe(204);
  expect(await refusal(list())).toEqual(NOT_AUTHORIZED);
});

test('a disabled account’s own token is no longer good', async () => {
  await assign();
  await google.control('PUT', `service-accounts/${ACCOUNT}`, { state: 'disabled' });

  expect((await list()).status).toBe(401);
});

test('an account with the delegation and a role signs in both ways', async () => {
  const scopes = ['https://www.googleapis.com/auth/admin.directory.user'];
  const { clientId } = google.workspace.google.keyAccount;
  await google.control('PUT', 'delegation', { entries: [{ clientId, scopes }] });
  await assign({ privileges: ['users-read'] });
  const asAdmin = await google.signIn();

  expect((await google.setPassword(token, 'alice@example.com', 'by itself 1')).status).toBe(403);
  expect((await google.setPassword(asAdmin, 'alice@example.com', 'by the admin')).status).toBe(200);
  expect((await google.directory(asAdmin, '?customer=my_customer')).status).toBe(200);
});

test('calls of the account count against its own quota', async () => {
  await assign();
  await google.control('PUT', 'quota', { queriesPerMinute: 1 });

  expect([(await list()).status, (await list()).status]).toEqual([200, 403]);
});

describe('the log', () => {
  const activities = (customerId?: string): Promise<Response> =>
    fetch(
      `${google.url}/google/admin/reports/v1/activity/users/all/applications/admin${customerId === undefined ? '' : `?customerId=${customerId}`}`,
      { headers: { authorization: `Bearer ${token}` } },
    );
  beforeEach(async () => {
    await assign({ privileges: ['users-read', 'reset-password', 'reports'] });
    await google.setPassword(token, 'alice@example.com', 'in the log');
    token = await google.signInAsItself(ACTIVITY_LOG_SCOPE);
  });

  test('names the service account as the one who set the password', async () => {
    expect(await (await activities('C03simu1a')).json()).toMatchObject({
      items: [
        {
          actor: { callerType: 'USER', email: ACCOUNT, profileId: '104729130363000000001' },
          events: [
            {
              name: 'CHANGE_PASSWORD',
              parameters: [{ name: 'USER_EMAIL', value: 'alice@example.com' }],
            },
          ],
        },
      ],
    });
  });

  test('needs the privilege, and the customer by its id', async () => {
    expect(await refusal(activities())).toEqual([400, 'invalid', 'Invalid Input']);
    expect(await refusal(activities('my_customer'))).toEqual([400, 'invalid', 'Invalid Input']);
    expect(await refusal(activities('C0other01'))).toEqual(NOT_AUTHORIZED);
    await assign();
    expect(await refusal(activities('C03simu1a'))).toEqual([
      401,
      'authError',
      'Access denied. You are not authorized to read activity records.',
    ]);
  });
});
