import { userId } from '../../../functions/domain/account';
import { Secret } from '../../../functions/domain/secret';
import { durationMs } from '../../../functions/domain/time';
import { type Connected, connectedTo, directoryOf, KEYLESS } from '../../fakes/google-connection';
import { type Script, ScriptedGoogle, withToken } from '../../fakes/scripted-google';
import { API_PAGE, DIRECTORY_ERRORS, HTML_PAGE, TOKEN_ERRORS } from '../../fixtures/google-errors';
import { BILLING_PAGE, PLATFORM_ERRORS } from '../../fixtures/google-platform-errors';

const server = new ScriptedGoogle(() => ({}));
let root: string;
let connected: Connected;

beforeAll(async () => {
  root = await server.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  connected = await connectedTo(root);
});

const setPassword = async (script: Script) => {
  server.answer = withToken(() => script);
  const directory = await directoryOf(connected);
  return directory.setPassword(userId('1001'), new Secret('pa55'), durationMs(5000));
};

const readFailure = async (script: Script) => {
  server.answer = withToken(() => script);
  const answer = await (await directoryOf(connected)).findUser('somebody@example.com');
  return answer.kind === 'failed' ? answer.failure : undefined;
};

const tokenFailure = async (script: Script, connection = connected.connection) => {
  server.answer = () => script;
  const answer = await connected.google.connect(connection);
  return answer.kind === 'failed' ? answer.failure : undefined;
};

describe('the outcome of a password when the Directory API answers', () => {
  it.each(DIRECTORY_ERRORS)('$status $reason "$message" is $code', async (row) => {
    const outcome = await setPassword({ status: row.status, body: row.body });
    expect(outcome).toMatchObject({
      kind: row.definite ? 'rejected' : 'unknown',
      failure: { code: row.code, httpStatus: row.status },
    });
  });

  it.each<[string, Script]>([
    ['breaks off before an answer', { broken: 'at-once' }],
    ['breaks off in the middle of an answer', { broken: 'half-way', body: '{"id":"1001"}' }],
  ])('is unknown when the connection %s', async (_name, script) => {
    expect(await setPassword(script)).toStrictEqual({
      kind: 'unknown',
      failure: { code: 'no-answer' },
    });
  });

  it.each<[string, string]>([
    ['an empty body', ''],
    ['half a body', '{"id":"10'],
    ['a page', HTML_PAGE],
    ['JSON that is no object', '"1001"'],
    ['no id', '{}'],
    ['an id that is not text', '{"id":1001}'],
    ['another user’s id', '{"id":"1002"}'],
    ['an error after all', '{"error":{"code":500,"message":"x"}}'],
  ])('is unknown when it answers 200 with %s', async (_name, body) => {
    expect(await setPassword({ status: 200, body })).toStrictEqual({
      kind: 'unknown',
      failure: { code: 'no-answer', httpStatus: 200 },
    });
  });

  it('is unknown after a redirect, which is not followed', async () => {
    const outcome = await setPassword({
      status: 307,
      headers: { location: `${root}elsewhere` },
    });
    expect(outcome).toStrictEqual({
      kind: 'unknown',
      failure: { code: 'no-answer', httpStatus: 307 },
    });
    expect(server.calls.filter(({ url }) => url.startsWith('/elsewhere'))).toHaveLength(0);
  });
});

describe('what a failure carries besides its code', () => {
  it.each([
    ['accessNotConfigured', 'api-disabled', API_PAGE],
    ['BILLING_DISABLED', 'project-refused', BILLING_PAGE],
  ])('a link into Google’s console, from the error itself: %s', async (reason, code, url) => {
    const row = DIRECTORY_ERRORS.find((each) => each.reason === reason)!;
    expect(await readFailure(row)).toStrictEqual({ code, httpStatus: 403, url });
  });

  it.each([
    'https://console.cloud.google.com.evil.example/apis',
    'http://console.cloud.google.com/apis',
    'https://evil.example/?https://console.cloud.google.com/',
    'javascript:alert(1)',
  ])('no link that is not Google’s: %s', async (extendedHelp) => {
    const errors = [{ reason: 'accessNotConfigured', extendedHelp }];
    const body = JSON.stringify({ error: { code: 403, message: extendedHelp, errors } });
    expect(await readFailure({ status: 403, body })).toStrictEqual({
      code: 'api-disabled',
      httpStatus: 403,
    });
  });

  it.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    [
      'a moment',
      { 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' },
      30_000,
    ],
    ['a moment long gone', { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT' }, 0],
    ['a week, cut to a day', { 'retry-after': '604800' }, 86_400_000],
  ])('how long to wait, given as %s', async (_name, headers, retryAfterMs) => {
    const failure = await readFailure({ status: 503, body: HTML_PAGE, headers });
    expect(failure).toStrictEqual({ code: 'google-unavailable', httpStatus: 503, retryAfterMs });
  });

  it.each(['soon', '-1', '1.5', ''])('nothing of a Retry-After of %j', async (value) => {
    const failure = await readFailure({ status: 503, headers: { 'retry-after': value } });
    expect(failure).toStrictEqual({ code: 'google-unavailable', httpStatus: 503 });
  });

  it('a log line with the code and nothing of Google’s text', async () => {
    await setPassword({ status: 400, body: DIRECTORY_ERRORS[0]!.body });
    expect(connected.logged).toStrictEqual([
      { call: 'users.update', code: 'password-refused', httpStatus: 400, userId: '1001' },
    ]);
  });

  it('a log line that names the user by the looked-up id, without an address', async () => {
    await readFailure({ status: 503, body: HTML_PAGE });
    const line = { call: 'users.get', code: 'google-unavailable', httpStatus: 503 };
    expect(connected.logged).toStrictEqual([line]);
    await (await directoryOf(connected)).findUser('1001');
    expect(connected.logged).toStrictEqual([line, { ...line, userId: '1001' }]);
  });
});

describe('a token that is refused', () => {
  it.each(TOKEN_ERRORS)('$status $reason "$message" is $code', async ({ status, body, code }) => {
    expect(await tokenFailure({ status, body })).toMatchObject({ code, httpStatus: status });
    expect(connected.logged).toStrictEqual([{ call: 'token', code, httpStatus: status }]);
  });

  it.each<[string, Script]>([
    ['no token in it', { body: '{"token_type":"Bearer"}' }],
    ['an empty token', { body: '{"access_token":"","expires_in":3599}' }],
    ['a page', { body: HTML_PAGE }],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
    ['silence', { broken: 'at-once' }],
  ])('%s is not an answer', async (_name, script) => {
    expect(await tokenFailure(script)).toMatchObject({ code: 'no-answer' });
  });
});

describe('a signature that IAM Credentials refuses', () => {
  const denied = (status: number, reason: string): Script => ({
    status,
    body: JSON.stringify({ error: { code: status, message: 'no', status: reason } }),
  });

  it.each<[Script, string]>([
    [denied(403, 'PERMISSION_DENIED'), 'signing-refused'],
    [denied(401, 'UNAUTHENTICATED'), 'signing-refused'],
    [denied(400, 'INVALID_ARGUMENT'), 'signing-refused'],
    [denied(404, 'NOT_FOUND'), 'service-account-gone'],
    [denied(429, 'RESOURCE_EXHAUSTED'), 'sign-in-limited'],
    [denied(503, 'UNAVAILABLE'), 'google-unavailable'],
    [{ status: 403, body: HTML_PAGE }, 'no-answer'],
    [{ status: 200, body: '{"keyId":"1"}' }, 'no-answer'],
  ])('%j is %s', async (script, code) => {
    expect(await tokenFailure(script, KEYLESS)).toMatchObject({ code });
  });

  it.each(PLATFORM_ERRORS)('$status $reason "$message" is $code', async (row) => {
    const { status, body, code } = row;
    expect(await tokenFailure({ status, body }, KEYLESS)).toMatchObject({ code });
  });
});
