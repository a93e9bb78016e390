import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NetworksChange } from '../../functions/api/networks';
import { PLATFORMS } from '../../functions/domain/clients/profile';
import { ROOT } from '../fixtures/ca-certificates';
import { endAll, started, type Started } from '../local/started-service';
import { PasswordClient } from '../start/password-client';
import { FreeRadius } from './free-radius';
import { RADIUS_SERVER_NAME } from './raddb';
import { secureLdapOf } from './secure-ldap-of';
import { deviceOf, networkBlock } from './device';
import { bytesRead } from './eapol-test';

const ALICE = 'alice@example.com';
const ADMITTED = 'admitted';
const WRONG = 'Bind credentials incorrect: Invalid credentials';
const NOT_TRUSTED = /^\(TLS\) Alert read:fatal:/;

let folder: string;
let service: Started;
let passwords: PasswordClient;
let radius: FreeRadius;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'profiles-'));
  service = await started(join(folder, 'data'));
  passwords = new PasswordClient(service.url);
  const key = await fetch(`${service.url}/local/service-account-key.json`);
  expect(await passwords.configure('admin@example.com', await key.json())).toBe('ok');
  await put('/v1/policy', { alphabet: '"\'#\\$;&<>=!(){}[]`%abcxyz012' });
  radius = await FreeRadius.start(await secureLdapOf(service), { caches: false });
  await save({});
});
afterAll(async () => {
  await radius.stop();
  await endAll();
  rmSync(folder, { recursive: true });
});

type Sent = NetworksChange['networks'][number];

/** Saves the one network, which trusts the RADIUS server unless this says otherwise. */
async function save(more: Partial<Sent>): Promise<void> {
  const network: Sent = {
    id: 'staff',
    ssid: ' Café "#1" ☕ ',
    security: 'WPA2',
    outerIdentity: 'anonymous#"@example.com',
    serverNames: [RADIUS_SERVER_NAME],
    caCertificates: [radius.trust.ca],
    ...more,
  };
  await put('/v1/networks', { networks: [network] });
}

async function put(path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'PUT', headers, body: JSON.stringify(body) };
  expect((await fetch(`${service.url}${path}`, request)).status).toBe(200);
}

async function profile(platform: string): Promise<string> {
  const answer = await fetch(`${service.url}/v1/users/${ALICE}/profiles/${platform}`);
  expect(answer.status).toBe(200);
  return answer.text();
}

/** How many binds the user has made. */
async function binds(): Promise<number> {
  const answer = await fetch(`${service.url}/google/control/stats`);
  const { binds: all } = (await answer.json()) as {
    binds: { byUser: Record<string, Record<string, number>> };
  };
  return Object.values(all.byUser[ALICE] ?? {}).reduce((sum, count) => sum + count, 0);
}

test('the block for wpa_supplicant signs in as it is; the one before a rotation does not', async () => {
  await passwords.issue(ALICE);
  const first = await profile('linux');
  expect(await radius.signIn(first)).toBe(ADMITTED);
  await passwords.rotate(ALICE);
  expect(await radius.signIn(first)).toBe(WRONG);
  expect(await radius.signIn(await profile('linux'))).toBe(ADMITTED);
});

test.each([
  '"',
  '#',
  '"#"',
  '#"#',
  ' a ',
  '\\',
  'P"x"\'',
  '0a0b',
  '$(x);&<>',
  'é',
  '🛜🛜🛜🛜🛜🛜🛜🛜',
  '${LOGIN_ID}',
])('wpa_supplicant reads the name %j as it was saved, and a random password', async (name) => {
  // What FreeRADIUS ships refuses an outer identity that does not begin with anon, or of another domain.
  const outerIdentity = `anon${name}@example.com`;
  await save({ ssid: name, outerIdentity });
  await passwords.issue(ALICE);
  await passwords.rotate(ALICE);
  expect(await radius.signIn(await profile('linux'))).toBe(ADMITTED);
  expect(bytesRead(radius.printed, 'ssid').toString('utf8')).toBe(name);
  expect(bytesRead(radius.printed, 'anonymous_identity').toString('utf8')).toBe(outerIdentity);
  await save({});
});

test('with MSCHAPv2 in place of PAP, Google’s server is not even asked', async () => {
  await passwords.issue(ALICE);
  const block = (await profile('linux')).replace('auth=PAP', 'auth=MSCHAPV2');
  const before = await binds();
  expect(await radius.signIn(block)).toBe(
    'No Auth-Type found: rejecting the user via Post-Auth-Type = Reject',
  );
  expect(await binds()).toBe(before);
});

test('a network that needs WPA3 has a block that wpa_supplicant reads', async () => {
  await save({ security: 'WPA3', hidden: true });
  await passwords.issue(ALICE);
  expect(await radius.signIn(await profile('linux'))).toBe(ADMITTED);
  await save({});
});

/** A call of the person's own page. */
async function asAlice(path: string): Promise<Response> {
  const headers = { 'x-local-identity': ALICE };
  const answer = await fetch(`${service.url}/v1/me${path}`, { method: 'POST', headers });
  expect(answer.ok).toBe(true);
  return answer;
}

test.each(['apple', 'linux'] as const)(
  'the profile for %s that a person downloads signs in, and no longer once they made a new password',
  async (platform) => {
    await put('/v1/policy', { selfService: { enabled: true } });
    await asAlice('/password');
    const own = deviceOf(platform, await (await asAlice(`/profiles/${platform}`)).text());
    expect(await radius.signIn(networkBlock(own))).toBe(ADMITTED);
    await asAlice('/password/rotation');
    expect(await radius.signIn(networkBlock(own))).toBe(WRONG);
  },
);

test.each(PLATFORMS)(
  'what a reader of the profile for %s finds in it signs in, and no longer after a rotation',
  async (platform) => {
    await passwords.issue(ALICE);
    const device = deviceOf(platform, await profile(platform));
    expect([device.ssid, device.outer]).toStrictEqual([
      ' Café "#1" ☕ ',
      'anonymous#"@example.com',
    ]);
    expect(await radius.signIn(networkBlock(device))).toBe(ADMITTED);
    await passwords.rotate(ALICE);
    expect(await radius.signIn(networkBlock(device))).toBe(WRONG);
  },
);

test.each<[string, Partial<Sent>]>([
  ['another authority', { caCertificates: [ROOT] }],
  ['another name', { serverNames: ['radius.example.org'] }],
])('a server of %s gets no password', async (_, more) => {
  await save(more);
  await passwords.issue(ALICE);
  const before = await binds();
  expect(await radius.signIn(await profile('linux'))).toMatch(NOT_TRUSTED);
  expect(await binds()).toBe(before);
  await save({});
});

test('with two authorities, one of the two blocks signs in: a blob holds one certificate', async () => {
  await save({ caCertificates: [ROOT, radius.trust.ca], serverNames: ['*.example.com'] });
  await passwords.issue(ALICE);
  const both = await profile('linux'); // eapol_test takes the first block only
  expect(await radius.signIn(both)).toMatch(NOT_TRUSTED);
  expect(await radius.signIn(both.slice(both.lastIndexOf('network={')))).toBe(ADMITTED);
  const inOneBlob = (...pems: string[]): Promise<string> => {
    const authorities = [Buffer.from(pems.join(''), 'utf8')];
    return radius.signIn(networkBlock({ ...deviceOf('linux', both), authorities }));
  };
  expect(await inOneBlob(radius.trust.ca, ROOT)).toBe(ADMITTED);
  expect(await inOneBlob(ROOT, radius.trust.ca)).toMatch(NOT_TRUSTED);
  await save({});
});
