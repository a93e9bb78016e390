import { RunningWorkspace } from './running-workspace';

let google: RunningWorkspace;

beforeAll(async () => {
  google = await RunningWorkspace.start();
});
afterAll(() => google.stop());

const signJwt = (
  body: string,
  {
    bearer = google.workspace.runtimeAccessToken,
    account = google.workspace.keyless.serviceAccount,
  } = {},
): Promise<Response> =>
  fetch(`${google.url}/google/v1/projects/-/serviceAccounts/${account}:signJwt`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body,
  });

const claims = (): string => {
  const now = Math.floor(Date.now() / 1000);
  return JSON.stringify({
    iss: google.workspace.keyless.serviceAccount,
    sub: 'admin@example.com',
    scope: 'https://www.googleapis.com/auth/admin.directory.user',
    aud: 'https://oauth2.googleapis.com/token',
    iat: now,
    exp: now + 3600,
  });
};

test('what Google signs for the keyless account is worth a token, without any key file', async () => {
  const answer = await signJwt(JSON.stringify({ payload: claims() }));
  const { signedJwt } = (await answer.json()) as { keyId: string; signedJwt: string };

  expect(answer.status).toBe(200);
  expect((await google.requestToken(signedJwt)).status).toBe(200);
});

test('the keyless account is subject to delegation as any other', async () => {
  const before: unknown = await (await google.control('GET', 'delegation')).json();
  const { clientId } = google.workspace.google.keyAccount;
  const scopes = ['https://www.googleapis.com/auth/admin.directory.user'];
  await google.control('PUT', 'delegation', { entries: [{ clientId, scopes }] });
  const answer = await signJwt(JSON.stringify({ payload: claims() }));
  const { signedJwt } = (await answer.json()) as { signedJwt: string };
  const refused = await google.requestToken(signedJwt);
  await google.control('PUT', 'delegation', before);

  expect(refused.status).toBe(401);
});

test.each([
  ['another bearer', { bearer: 'ya29.made-up' }, 401, 'UNAUTHENTICATED'],
  [
    'the account of the key file',
    { account: 'google-apps-api@simulated-workspace.iam.gserviceaccount.com' },
    403,
    'PERMISSION_DENIED',
  ],
  [
    'an unknown account',
    { account: 'nobody@simulated-workspace.iam.gserviceaccount.com' },
    403,
    'PERMISSION_DENIED',
  ],
] as const)('nothing is signed for %s', async (...[, caller, status, code]) => {
  const answer = await signJwt(JSON.stringify({ payload: claims() }), caller);

  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error: { code: status, status: code } });
});

test.each(['', '{}', '{"payload":{}}', '{"payload":"not JSON"}', '{"payload":"[]"}'])(
  'the body %s is a 400',
  async (body) => {
    expect((await signJwt(body)).status).toBe(400);
  },
);
