import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { jsonLog } from '../../../functions/log';
import { wifiSignIn } from '../../../local/try/wifi-sign-in';
import { RunningLdap } from '../workspace/ldap/running-ldap';

const PASSWORD = 'right-Password-1';
const WRONG = 'wrong-Password-1';

let ldap: RunningLdap;
let server: Server;
let url: string;
let logged: string[];

beforeEach(async () => {
  ldap = await RunningLdap.start();
  ldap.setPassword('alice@example.com', PASSWORD);
  logged = [];
  const log = jsonLog((line) => logged.push(line));
  server = createServer(wifiSignIn(ldap.workspace, ldap.server, log));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/local/wifi-sign-in`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await ldap.stop();
  expect(logged).toStrictEqual([]);
});

type Answer = { readonly status: number; readonly json: unknown };

async function post(body: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, json: await response.json() };
}

const signIn = (userName: unknown, password: unknown, headers = {}): Promise<Answer> =>
  post(JSON.stringify({ userName, password }), headers);

const refusal = (status: number, code: string): unknown => ({
  status,
  json: expect.objectContaining({ type: `urn:google-apps-passwords:problem:${code}` }) as unknown,
});

test('the password that Google holds works, in one bind as the user', async () => {
  expect(await signIn('alice@example.com', PASSWORD)).toStrictEqual({
    status: 200,
    json: { result: 'works' },
  });
  expect(ldap.workspace.ldap.log.last).toMatchObject([{ name: 'alice@example.com', code: 0 }]);
});

test.each([
  ['a wrong password', 'alice@example.com', WRONG],
  ['an unknown user', 'nobody@example.com', PASSWORD],
  ['a password of 256 characters', 'alice@example.com', '\u00e9'.repeat(256)],
])('%s is refused', async (_, userName, password) => {
  expect(await signIn(userName, password)).toStrictEqual({
    status: 200,
    json: { result: 'refused' },
  });
  expect(ldap.codes()).toStrictEqual([49]);
});

test('any other answer tells nothing of the password, and why', async () => {
  ldap.set({ verifyUnits: ['/Contractors'] });
  expect(await signIn('alice@example.com', PASSWORD)).toStrictEqual({
    status: 200,
    json: { result: 'unknown', code: 'ldap-not-allowed' },
  });
});

test('nothing but Google’s own quota limits the binds: the fifth in a second is 11', async () => {
  for (let bind = 1; bind <= 4; bind += 1) await signIn('alice@example.com', WRONG);
  expect(await signIn('alice@example.com', PASSWORD)).toStrictEqual({
    status: 200,
    json: { result: 'unknown', code: 'ldap-quota' },
  });
});

test('a client certificate that was deleted is replaced by a new one', async () => {
  ldap.workspace.ldap.clients.deleteAll();
  expect(await signIn('alice@example.com', PASSWORD)).toMatchObject({ json: { result: 'works' } });
});

test.each([
  ['an empty password', { userName: 'alice@example.com', password: '' }, '/password'],
  ['no password', { userName: 'alice@example.com' }, '/password'],
  [
    'a password of 257 characters',
    { userName: 'alice@example.com', password: 'x'.repeat(257) },
    '/password',
  ],
  ['a name without @', { userName: 'alice', password: PASSWORD }, '/userName'],
  ['a name that is a SASL mechanism', { userName: 'EXTERNAL', password: PASSWORD }, '/userName'],
  ['a name that is no text', { userName: ['a@b'], password: PASSWORD }, '/userName'],
  ['an unknown field', { userName: 'a@b.example', password: PASSWORD, url: 'x' }, '/url'],
])('%s is not sent to Google', async (_, body, pointer) => {
  const answer = await post(JSON.stringify(body));
  expect(answer).toStrictEqual(refusal(400, 'invalid-request'));
  expect(answer.json).toMatchObject({ errors: [{ pointer }] });
  expect(JSON.stringify(answer)).not.toContain(PASSWORD);
  expect(ldap.codes()).toStrictEqual([]);
});

test('no other body is read', async () => {
  const json = JSON.stringify({ userName: 'alice@example.com', password: PASSWORD });
  expect(await post('{"password":')).toStrictEqual(refusal(400, 'invalid-request'));
  expect(await post(json + ' '.repeat(4096))).toStrictEqual(refusal(413, 'payload-too-large'));
  expect(await post(json, { 'content-type': 'text/plain' })).toStrictEqual(
    refusal(415, 'unsupported-media-type'),
  );
  expect(ldap.codes()).toStrictEqual([]);
});

test.each([
  ['names its origin', { origin: 'https://evil.example' }],
  ['hides its origin', { origin: 'null' }],
  ['is marked by the browser', { 'sec-fetch-site': 'cross-site' }],
  ['is on another port of this machine', { 'sec-fetch-site': 'same-site' }],
])('a page of another site that %s can’t try passwords', async (_, headers) => {
  expect(await signIn('alice@example.com', PASSWORD, headers)).toStrictEqual(
    refusal(403, 'forbidden-origin'),
  );
  expect(ldap.codes()).toStrictEqual([]);
});

test('the page itself may', async () => {
  const headers = { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' };
  expect(await signIn('alice@example.com', PASSWORD, headers)).toMatchObject({ status: 200 });
});

test.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('%s is refused', async (method) => {
  const response = await fetch(url, { method });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('POST');
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});
