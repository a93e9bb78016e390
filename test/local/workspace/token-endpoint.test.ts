import { generateKeyPairSync } from 'node:crypto';
import { type Claims, RunningWorkspace } from './running-workspace';

let google: RunningWorkspace;

beforeAll(async () => {
  google = await RunningWorkspace.start();
});
afterAll(() => google.stop());

const KEY_ACCOUNT = 'service-accounts/google-apps-api@simulated-workspace.iam.gserviceaccount.com';

/** The answer to a refused assertion, as one line. */
const refusal = async (assertion: string): Promise<string> => {
  const answer = await google.requestToken(assertion);
  const body = (await answer.json()) as { error: string; error_description: string };
  return `${answer.status} ${body.error}: ${body.error_description}`;
};

test('a signed assertion is worth a bearer token for 3599 seconds', async () => {
  const answer = await google.requestToken();

  expect(answer.status).toBe(200);
  const { access_token, ...rest } = (await answer.json()) as { access_token: string };
  expect(access_token).toMatch(/^ya29\./);
  expect(rest).toEqual({ expires_in: 3599, token_type: 'Bearer' });
});

test('every answer carries the date of Google’s own clock', async () => {
  await google.control('PUT', 'clock', { offsetMs: 7_200_000 });
  const answer = await google.requestToken();
  await google.control('DELETE', 'clock');

  const aheadMs = Date.parse(answer.headers.get('date') ?? '') - Date.now();
  expect(aheadMs).toBeGreaterThan(7_190_000);
  expect(aheadMs).toBeLessThan(7_210_000);
});

const GMAIL = 'https://www.googleapis.com/auth/gmail.readonly';
const USERS = 'https://www.googleapis.com/auth/admin.directory.user';
const NOT_SHORT_LIVED =
  '400 invalid_grant: Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.';
const UNAUTHORIZED =
  '401 unauthorized_client: Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.';
const WRONG_AUDIENCE =
  '400 invalid_grant: Invalid JWT: Failed audience check. The right audience is https://oauth2.googleapis.com/token';
const fromNow = (iat: number, exp: number): Claims => ({
  iat: Math.floor(Date.now() / 1000) + iat,
  exp: Math.floor(Date.now() / 1000) + exp,
});

test.each<[string, Claims, string]>([
  [
    'an unknown service account',
    { iss: 'x@y.z' },
    '400 invalid_grant: Invalid grant: account not found',
  ],
  ['another audience', { aud: 'https://example.com/token' }, WRONG_AUDIENCE],
  ['a life above an hour', fromNow(0, 3700), NOT_SHORT_LIVED],
  ['a clock two hours behind', fromNow(-7200, -3600), NOT_SHORT_LIVED],
  ['a clock an hour ahead', fromNow(3600, 7200), NOT_SHORT_LIVED],
  [
    'a misspelt scope',
    { scope: 'users' },
    '400 invalid_scope: users is not a valid audience string.',
  ],
  [
    'no scope',
    { scope: '' },
    '400 invalid_scope: Invalid OAuth scope or ID token audience provided.',
  ],
  ['a scope that is not authorised', { scope: GMAIL }, UNAUTHORIZED],
  ['one of two scopes not authorised', { scope: `${USERS} ${GMAIL}` }, UNAUTHORIZED],
  [
    'an admin who is no address',
    { sub: 'admin' },
    '400 invalid_request: Invalid impersonation prn email address',
  ],
  [
    'an admin whom nobody knows',
    { sub: 'x@example.com' },
    '400 invalid_grant: Invalid email or User ID',
  ],
  ['a suspended admin', { sub: 'frank@example.com' }, '400 access_denied: Account restricted'],
])('%s is refused in Google’s words', async (_, claims, expected) => {
  expect(await refusal(google.assertion(claims))).toBe(expected);
});

test('a signature by another key is refused', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const other = { ...google.workspace.keyFile(), private_key: pem };

  expect(await refusal(google.assertion({}, other))).toBe(
    '400 invalid_grant: Invalid JWT Signature.',
  );
});

test('a deleted admin is told from one whom nobody ever knew', async () => {
  await google.control('PUT', 'users/former@example.com', { isAdmin: true });
  await google.control('DELETE', 'users/former@example.com');

  expect(await refusal(google.assertion({ sub: 'former@example.com' }))).toBe(
    '400 invalid_grant: The account has been deleted',
  );
});

test('without delegation nobody gets a token, and with it again everybody does', async () => {
  const before: unknown = await (await google.control('GET', 'delegation')).json();
  await google.control('PUT', 'delegation', { entries: [] });
  expect((await google.requestToken()).status).toBe(401);

  await google.control('PUT', 'delegation', before);
  expect((await google.requestToken()).status).toBe(200);
});

test('a disabled key no longer signs, and the other key of the account still does', async () => {
  const [old, fresh] = [google.workspace.keyFile(), google.workspace.createKey()];
  await google.control('PUT', KEY_ACCOUNT, {
    state: 'enabled',
    disabledKeyIds: [old.private_key_id],
  });

  expect((await google.requestToken(google.assertion({}, old))).status).toBe(400);
  expect((await google.requestToken(google.assertion({}, fresh))).status).toBe(200);
  await google.control('PUT', KEY_ACCOUNT, { state: 'enabled' });
});

test.each([
  ['disabled', '401 disabled_client: The OAuth client was disabled.'],
  ['deleted', '400 invalid_grant: Invalid grant: account not found'],
])('a service account that is %s gets no token', async (state, expected) => {
  await google.control('PUT', KEY_ACCOUNT, { state });
  const refused = await refusal(google.assertion());
  await google.control('PUT', KEY_ACCOUNT, { state: 'enabled' });

  expect(refused).toBe(expected);
});

test.each([
  ['nothing', ''],
  ['another grant', 'grant_type=authorization_code&code=1'],
  ['no assertion', 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer'],
  [
    'an assertion that is no JWT',
    'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=a.b',
  ],
  [
    'an unsigned JWT',
    'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJhbGciOiJub25lIn0.e30.',
  ],
])('a request with %s is a 400', async (_, body) => {
  const answer = await fetch(`${google.url}/google/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });

  expect(answer.status).toBe(400);
});
