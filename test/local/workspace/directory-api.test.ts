import { RunningWorkspace } from './running-workspace';

let google: RunningWorkspace;
let token: string;

beforeAll(async () => {
  google = await RunningWorkspace.start();
  token = await google.signIn();
});
afterAll(() => google.stop());

const notAuthorized = {
  error: {
    code: 403,
    message: 'Not Authorized to access this resource/api',
    errors: [
      {
        message: 'Not Authorized to access this resource/api',
        domain: 'global',
        reason: 'forbidden',
      },
    ],
  },
};

test.each(['alice@example.com', 'ALICE@EXAMPLE.COM', 'alice.martin@example.com'])(
  'users.get finds a user by %s',
  async (userKey) => {
    const answer = await google.directory(token, `/${encodeURIComponent(userKey)}`);

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      kind: 'admin#directory#user',
      primaryEmail: 'alice@example.com',
      aliases: ['alice.martin@example.com'],
      isAdmin: false,
      suspended: false,
      orgUnitPath: '/Employees',
      isEnrolledIn2Sv: false,
    });
  },
);

test('users.get finds a user by id, which has 21 digits', async () => {
  const { id } = google.workspace.user('alice@example.com')!;
  const answer = await google.directory(token, `/${id}`);

  expect(id).toMatch(/^\d{21}$/);
  expect(await answer.json()).toMatchObject({ id, primaryEmail: 'alice@example.com' });
});

test('a user who is not there is a 404 in Google’s envelope', async () => {
  const answer = await google.directory(token, '/nobody@example.com');

  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({
    error: {
      code: 404,
      message: 'Resource Not Found: userKey',
      errors: [{ message: 'Resource Not Found: userKey', domain: 'global', reason: 'notFound' }],
    },
  });
});

test('only the fields that were asked for are told, and an unknown one is a 400', async () => {
  const some = await google.directory(token, '/alice@example.com?fields=primaryEmail,suspended');
  expect(await some.json()).toEqual({ primaryEmail: 'alice@example.com', suspended: false });

  const unknown = await google.directory(token, '/alice@example.com?fields=id,shoeSize');
  expect(unknown.status).toBe(400);
  expect(await unknown.json()).toMatchObject({
    error: { message: 'Invalid field selection shoeSize' },
  });
});

test('a password is set by PUT and by PATCH, and never told', async () => {
  const put = await google.setPassword(token, 'bob@example.com', 'set by update');
  expect(put.status).toBe(200);
  expect(await put.text()).not.toContain('set by update');
  expect(google.workspace.passwordMatches('bob@example.com', 'set by update')).toBe(true);

  const patch = await google.directory(token, '/bob@example.com?fields=id', {
    method: 'PATCH',
    body: '{"password":"set by patch"}',
  });
  expect(await patch.json()).toEqual({ id: google.workspace.user('bob@example.com')!.id });
  expect(google.workspace.passwordMatches('bob@example.com', 'set by patch')).toBe(true);
  expect(google.workspace.passwordMatches('bob@example.com', 'set by update')).toBe(false);
});

test.each([
  ['7 characters', '"1234567"'],
  ['101 characters', JSON.stringify('x'.repeat(101))],
  ['a character that is not ASCII', '"pässword1"'],
  ['a number', '12345678'],
  ['null', 'null'],
])('a password of %s is refused and changes nothing', async (_, password) => {
  await google.setPassword(token, 'carol@example.com', 'what was there');
  const answer = await google.directory(token, '/carol@example.com', {
    method: 'PUT',
    body: `{"password":${password}}`,
  });

  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: { code: 400, message: 'Invalid Password', errors: [{ reason: 'invalid' }] },
  });
  expect(google.workspace.passwordMatches('carol@example.com', 'what was there')).toBe(true);
});

test.each(['', '[]', '{"password":', 'null'])('the body %s is a parse error', async (body) => {
  const answer = await google.directory(token, '/carol@example.com', { method: 'PUT', body });

  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { message: 'Parse Error' } });
});

test('a renamed user keeps the id, and the old address as an alias', async () => {
  const { id } = google.workspace.user('dave@example.com')!;
  const body = JSON.stringify({ primaryEmail: 'david@example.com' });
  await google.directory(token, '/dave@example.com', { method: 'PUT', body });

  expect(google.workspace.user('david@example.com')).toMatchObject({
    id,
    aliases: ['dave@example.com'],
  });
  expect(google.workspace.user('dave@example.com')!.id).toBe(id);

  const taken = JSON.stringify({ primaryEmail: 'alice@example.com' });
  const answer = await google.directory(token, '/erin@example.com', { method: 'PUT', body: taken });
  expect(answer.status).toBe(409);
});

test('a super admin may change any admin, a delegated admin none', async () => {
  const delegated = await google.signIn('helpdesk@example.com');

  expect(
    (await google.setPassword(token, 'helpdesk@example.com', 'by the super admin')).status,
  ).toBe(200);
  expect(
    (await google.setPassword(delegated, 'alice@example.com', 'by the help desk')).status,
  ).toBe(200);
  for (const admin of ['admin@example.com', 'helpdesk@example.com']) {
    const answer = await google.setPassword(delegated, admin, 'by the help desk');
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual(notAuthorized);
  }
});

test('somebody who is no admin may not even look', async () => {
  const ordinary = await google.signIn('alice@example.com');
  const answer = await google.directory(ordinary, '/bob@example.com');

  expect(answer.status).toBe(403);
  expect(await answer.json()).toEqual(notAuthorized);
});

test('a token that is unknown, expired, revoked or of a suspended admin is a 401', async () => {
  const authError = { error: { code: 401, errors: [{ reason: 'authError' }] } };
  const unknown = await google.directory('ya29.made-up', '/alice@example.com');
  expect([unknown.status, await unknown.json()]).toMatchObject([401, authError]);

  await google.control('PUT', 'clock', { offsetMs: 3_600_000 });
  expect((await google.directory(token, '/alice@example.com')).status).toBe(401);
  await google.control('DELETE', 'clock');
  expect((await google.directory(token, '/alice@example.com')).status).toBe(200);

  await google.control('PUT', 'users/admin@example.com', { suspended: true });
  expect((await google.directory(token, '/alice@example.com')).status).toBe(401);
  await google.control('PUT', 'users/admin@example.com', { suspended: false });

  await google.control('DELETE', 'tokens');
  expect((await google.directory(token, '/alice@example.com')).status).toBe(401);
  token = await google.signIn();
});

test('with the Admin SDK off every call is refused, with the page that enables it', async () => {
  await google.control('PUT', 'api', { enabled: false });
  const answer = await google.directory(token, '/alice@example.com');
  await google.control('PUT', 'api', { enabled: true });

  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({
    error: {
      status: 'PERMISSION_DENIED',
      errors: [
        {
          reason: 'accessNotConfigured',
          extendedHelp:
            'https://console.developers.google.com/apis/api/admin.googleapis.com/overview?project=104729130363',
        },
      ],
    },
  });
});

test('a token for reading reads, and changes nothing', async () => {
  const scope = 'https://www.googleapis.com/auth/admin.directory.user.readonly';
  const { clientId } = google.workspace.google.keyAccount;
  const before: unknown = await (await google.control('GET', 'delegation')).json();
  await google.control('PUT', 'delegation', { entries: [{ clientId, scopes: [scope] }] });
  const answer = await google.requestToken(google.assertion({ scope }));
  await google.control('PUT', 'delegation', before);
  const reading = ((await answer.json()) as { access_token: string }).access_token;

  expect((await google.directory(reading, '/alice@example.com')).status).toBe(200);
  const refused = await google.setPassword(reading, 'alice@example.com', 'not with this one');
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    error: { errors: [{ reason: 'insufficientPermissions' }] },
  });
});

test.each([
  ['GET', '/google/admin/directory/v1/users/a/b'],
  ['DELETE', '/google/admin/directory/v1/users/alice@example.com'],
  ['GET', '/google/nothing'],
  ['GET', '/'],
  ['GET', '/google/token'],
])('%s %s is Google’s 404 page', async (method, path) => {
  const answer = await fetch(google.url + path, { method });

  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
});

test('a body above one mebibyte is refused', async () => {
  const answer = await google.setPassword(token, 'alice@example.com', 'x'.repeat(2_000_000));

  expect(answer.status).toBe(413);
});
