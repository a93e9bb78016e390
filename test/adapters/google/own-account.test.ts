import { googleActivityLog } from '../../../functions/adapters/google/activity-log';
import {
  type Connection,
  type OwnConnection,
} from '../../../functions/domain/configuration/configuration';
import { epochMs } from '../../../functions/domain/time';
import { type Directory } from '../../../functions/ports/directory';
import { type Connected, connectedTo, KEYLESS } from '../../fakes/google-connection';
import { type Script, ScriptedGoogle, type Seen } from '../../fakes/scripted-google';

/** Answers a token that names whom it was issued for, and one user of this customer. */
const server = new ScriptedGoogle((call) => answer(call));
let customerId: string | undefined;
let token: Script | undefined;
let directory: Script | undefined;

const part = (jwt: string): Partial<Record<string, string | number>> & { sub?: string } =>
  JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()) as { sub?: string };
const assertionOf = (call: Seen): string => new URLSearchParams(call.body).get('assertion')!;

function answer(call: Seen): Script {
  if (call.url === '/token') {
    const { sub = 'itself' } = part(assertionOf(call));
    return token ?? { body: JSON.stringify({ access_token: `as-${sub}` }) };
  }
  if (call.url.endsWith(':signJwt')) {
    const { payload } = JSON.parse(call.body) as { payload: string };
    const signedJwt = `h.${Buffer.from(payload).toString('base64url')}.s`;
    return { body: JSON.stringify({ signedJwt }) };
  }
  const user = { id: '1001', primaryEmail: 'somebody@example.com', customerId };
  const body = call.url.includes('/users?') ? { users: [user] } : user;
  return directory ?? { body: JSON.stringify(body) };
}

let root: string;
let connected: Connected;
let own: OwnConnection;
beforeAll(async () => {
  root = await server.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  customerId = 'C01abc2de';
  token = undefined;
  directory = undefined;
  server.calls.length = 0;
  connected = await connectedTo(root);
  own = { customerId: 'C01abc2de', credential: connected.connection.credential };
});

const open = async (connection: Connection = own): Promise<Directory> => {
  const answered = await connected.google.connect(connection);
  if (answered.kind === 'failed') throw new Error(answered.failure.code);
  return answered.value;
};
const codeOf = (given: { kind: string; failure?: { code: string } }): string =>
  given.failure?.code ?? given.kind;
const error = (status: number, reason: string, message: string): Script => ({
  status,
  body: JSON.stringify({ error: { code: status, message, errors: [{ message, reason }] } }),
});
const bearers = (): unknown[] =>
  server.calls
    .filter(({ url }) => url.includes('/users'))
    .map((call) => call.headers.authorization);

test.each([
  ['with a key', () => own.credential],
  ['keyless', () => KEYLESS.credential],
])('the assertion %s names nobody to act as', async (_name, credential) => {
  await open({ customerId: 'C01abc2de', credential: credential() });
  const iat = Math.floor(connected.clock.now() / 1000) - 30;
  expect(part(assertionOf(server.calls.find(({ url }) => url === '/token')!))).toStrictEqual({
    iss:
      credential().kind === 'key'
        ? 'passwords@example-project.iam.gserviceaccount.com'
        : 'runtime@example-project.iam.gserviceaccount.com',
    scope: 'https://www.googleapis.com/auth/admin.directory.user',
    aud: 'https://oauth2.googleapis.com/token',
    iat,
    exp: iat + 3600,
  });
});

test('a switch of the way never uses the other way’s token, there and back', async () => {
  for (const connection of [connected.connection, own, connected.connection, own]) {
    await (await open(connection)).findUser('somebody@example.com');
  }
  expect(bearers()).toStrictEqual([
    'Bearer as-admin@example.com',
    'Bearer as-itself',
    'Bearer as-admin@example.com',
    'Bearer as-itself',
  ]);
  expect(server.calls.filter(({ url }) => url === '/token')).toHaveLength(2);
});

test('a listing names the given customer, and never my_customer', async () => {
  expect(codeOf(await (await open()).listUsers({ limit: 1 }))).toBe('ok');
  const { url } = server.calls.find((call) => call.url.includes('/users?'))!;
  expect(new URL(url, root).searchParams.get('customer')).toBe('C01abc2de');
});

test('users of another customer are not ours, whatever the role shows', async () => {
  customerId = 'C0other01';
  expect(codeOf(await (await open()).findUser('1001'))).toBe('not-authorized');
  expect(codeOf(await (await open()).listUsers({ limit: 1 }))).toBe('customer-differs');
  customerId = undefined; // Google does not say
  expect(codeOf(await (await open()).findUser('1001'))).toBe('ok');
  expect(codeOf(await (await open()).listUsers({ limit: 1 }))).toBe('ok');
});

test('the log of an account that belongs to nobody is asked for by customer', async () => {
  directory = { body: '{"items":[]}' };
  const log = googleActivityLog({
    tokenUrl: `${root}token`,
    adminRootUrl: root,
    iamCredentialsRootUrl: root,
    keys: connected.keys,
    clock: connected.clock,
    keylessBearer: () => Promise.resolve('runtime-token'),
  });
  const page = { event: 'password-set', since: epochMs(0) } as const;
  expect(codeOf(await log.read(own, page))).toBe('ok');
  expect(codeOf(await log.read(connected.connection, page))).toBe('ok');
  const asked = server.calls.filter(({ url }) => url.includes('/activity/'));
  expect(asked.map(({ url }) => new URL(url, root).searchParams.get('customerId'))).toStrictEqual([
    'C01abc2de',
    null,
  ]);
  directory = error(403, 'forbidden', 'Not Authorized to access this resource/api');
  expect(codeOf(await log.read(own, page))).toBe('scope-insufficient');
  expect(codeOf(await log.read(connected.connection, page))).toBe('not-authorized');
});

describe('a refused sign-in is about the service account', () => {
  test.each([
    ['unauthorized_client', 'Client is unauthorized to retrieve access tokens', 'token-refused'],
    ['invalid_scope', 'x is not a valid audience string.', 'token-refused'],
    ['invalid_grant', 'Invalid email or User ID', 'service-account-gone'],
    ['invalid_grant', 'The account has been deleted', 'service-account-gone'],
    ['invalid_request', 'Invalid impersonation prn email address.', 'token-refused'],
    ['access_denied', 'Account restricted', 'client-disabled'],
    ['access_denied', 'Requested client not authorized.', 'access-blocked'],
    ['invalid_grant', 'Invalid JWT Signature.', 'key-rejected'],
    ['something_new', 'Never seen before', 'token-refused'],
  ])('%s, %s: %s', async (reason, description, code) => {
    token = {
      status: 400,
      body: JSON.stringify({ error: reason, error_description: description }),
    };
    expect(codeOf(await connected.google.connect(own))).toBe(code);
  });
});

describe('a refused call', () => {
  test.each([
    [403, 'insufficientPermissions', 'Insufficient Permission', 'token-refused'],
    [403, 'forbidden', 'Not Authorized to access this resource/api', 'not-authorized'],
    [404, 'notFound', 'Resource Not Found: userKey', 'user-not-found'],
    [400, 'invalid', 'Invalid Input', 'no-answer'],
  ])('%i %s to a look-up', async (status, reason, message, code) => {
    directory = error(status, reason, message);
    expect(codeOf(await (await open()).findUser('1001'))).toBe(code);
  });
});
