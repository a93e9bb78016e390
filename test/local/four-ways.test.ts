import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseLocalEnv } from '../../local/local-env';
import { type LocalServer } from '../../local/local-server';
import { startPreparedServer } from '../prepared/server';

const CONFIGURATION = 'application/vnd.google-apps-passwords.configuration+json';
const KEY_ACCOUNT = 'google-apps-api@simulated-workspace.iam.gserviceaccount.com';
const KEYLESS_ACCOUNT = 'google-apps-keyless@simulated-workspace.iam.gserviceaccount.com';
const OWN = { delegation: false, customerId: 'C03simu1a' };
const ADMIN = { adminUsername: 'admin@example.com' };
const PASSWORD = '/v1/users/alice%40example.com/password';

let dataDir: string;
let server: LocalServer;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'four-ways-'));
  const parsed = parseLocalEnv({ PORT: '0', LDAP_PORT: '0', LOCAL_DATA_DIR: dataDir });
  if (parsed.kind === 'wrong') throw new Error(parsed.messages.join(' '));
  server = await startPreparedServer(parsed.env);
});
afterEach(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true });
});

type Reply = { readonly status: number; readonly json: Record<string, unknown> };

async function call(
  method: string,
  path: string,
  body?: unknown,
  mediaType = 'application/json',
): Promise<Reply> {
  const response = await fetch(server.url + path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': mediaType }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: (text ? JSON.parse(text) : {}) as Reply['json'] };
}

const control = (method: string, path: string, body?: unknown): Promise<Reply> =>
  call(method, `/google/control/${path}`, body);
const assign = (account: string, role: object = {}): Promise<Reply> =>
  control('PUT', `service-accounts/${account}/admin-role`, role);
const keyFile = async (): Promise<unknown> =>
  (await call('GET', '/local/service-account-key.json')).json;
const save = (body: object): Promise<Reply> =>
  call('PUT', '/v1/configuration', body, CONFIGURATION);

type Link = { readonly id: string; readonly state: string; readonly code?: string };

/** The links that are checked at Google, with their states, and the code of the one that fails. */
function chainOf({ json }: Reply): string[] {
  const { links } = json['verification'] as { links: Link[] };
  return links
    .filter(({ id }) => id !== 'drift')
    .map(({ id, state, code }) => [id, state, ...(code ? [code] : [])].join(' '));
}

async function signIn(password: unknown): Promise<number> {
  const credentials = Buffer.from(`alice@example.com:${String(password)}`).toString('base64');
  const headers = { authorization: `Basic ${credentials}` };
  const path = `${server.url}/Microsoft-Server-ActiveSync`;
  return (await fetch(path, { method: 'POST', headers })).status;
}

const DELEGATED = ['sign-in ok', 'delegation ok', 'api ok', 'admin ok', 'users ok'];
const BY_ROLE = ['sign-in ok', 'api ok', 'role ok', 'users ok'];

test('a password survives each switch between the four ways, and each way sets the next one', async () => {
  const serviceAccountKey = await keyFile();
  await assign(KEY_ACCOUNT);
  await assign(KEYLESS_ACCOUNT);
  const ways: readonly (readonly [object, readonly string[]])[] = [
    [{ ...ADMIN, serviceAccountKey }, ['key ok', 'clock ok', ...DELEGATED]],
    [OWN, ['key ok', 'clock ok', ...BY_ROLE]],
    [{ ...OWN, keyless: true }, ['clock ok', ...BY_ROLE]],
    [ADMIN, ['key ok', 'clock ok', ...DELEGATED]],
    [{ ...OWN, serviceAccountKey }, ['key ok', 'clock ok', ...BY_ROLE]],
  ];
  let password = '';
  for (const [way, chain] of ways) {
    const saved = await save(way);
    expect([saved.status, chainOf(saved)]).toEqual([200, chain]);
    if (password !== '') {
      expect((await call('GET', PASSWORD)).json['password']).toBe(password);
      expect(await signIn(password)).toBe(200);
    }
    const set = await (password === ''
      ? call('PUT', PASSWORD)
      : call('POST', `${PASSWORD}/rotation`));
    password = String(set.json['password']);
    expect(await signIn(password)).toBe(200);
  }
});

describe('without the delegation', () => {
  beforeEach(async () => {
    await control('PUT', 'delegation', { entries: [] });
    await assign(KEY_ACCOUNT);
    await save({ ...OWN, serviceAccountKey: await keyFile() });
  });

  test.each([
    ['another organisation’s customer id', { customerId: 'C0other01' }, {}],
    ['no role', {}, undefined],
    ['a role without Users read', {}, { privileges: ['reset-password'] }],
  ])('%s is told at the link role', async (_, other, role) => {
    await (role === undefined
      ? control('DELETE', `service-accounts/${KEY_ACCOUNT}/admin-role`)
      : assign(KEY_ACCOUNT, role));
    const saved = await save({ ...OWN, ...other });

    expect(chainOf(saved)).toEqual([
      'key ok',
      'clock ok',
      'sign-in ok',
      'api ok',
      'role failing role-missing',
      'users not-reached',
    ]);
  });

  test.each([
    ['is on another unit', { orgUnitPath: '/Contractors' }],
    ['lacks Reset password', { privileges: ['users-read', 'organizational-units-read'] }],
    ['was taken away', { privileges: [] }],
  ])('a role that %s sets no password, and what is stored is still told by id', async (_, role) => {
    const { json } = await call('PUT', PASSWORD);
    await assign(KEY_ACCOUNT, role);
    const rotated = await call('POST', `${PASSWORD}/rotation`);

    expect([rotated.status, rotated.json['type']]).toEqual([
      502,
      'urn:google-apps-passwords:problem:directory-refused',
    ]);
    const byId = `/v1/users/${String(json['userId'])}/password`;
    expect((await call('GET', byId)).json['password']).toBe(json['password']);
    expect(await signIn(json['password'])).toBe(200);

    await assign(KEY_ACCOUNT);
    const again = await call('POST', `${PASSWORD}/rotation`);
    expect(again.status).toBe(200);
    expect(await signIn(again.json['password'])).toBe(200);
  });

  test('a role on a unit reaches its users, and no administrator is touched', async () => {
    await assign(KEY_ACCOUNT, { orgUnitPath: '/Contractors' });

    expect((await call('PUT', '/v1/users/erin%40example.com/password')).status).toBe(201);
    await assign(KEY_ACCOUNT);
    expect((await call('PUT', '/v1/users/helpdesk%40example.com/password')).status).toBe(403);
  });
});
