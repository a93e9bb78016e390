import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, started, type Started } from '../local/started-service';
import { PasswordClient } from '../start/password-client';
import { FreeRadius } from './free-radius';
import { type LdapAccess } from './raddb';
import { secureLdapOf } from './secure-ldap-of';
import { shippedFile } from './shipped-file';

const ALICE = 'alice@example.com';

let folder: string;
let service: Started;
let passwords: PasswordClient;
let ldap: LdapAccess;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wifi-'));
  service = await started(join(folder, 'data'));
  passwords = new PasswordClient(service.url);
  const key = await fetch(`${service.url}/local/service-account-key.json`);
  expect(await passwords.configure('admin@example.com', await key.json())).toBe('ok');
  ldap = await secureLdapOf(service);
});
afterAll(async () => {
  await endAll();
  rmSync(folder, { recursive: true });
});

let radius: FreeRadius | undefined;
afterEach(async () => {
  await radius?.stop();
  radius = undefined;
});

const ADMITTED = 'admitted';
const WRONG = 'Bind credentials incorrect: Invalid credentials';

/** A device with this password at the door. */
function signIn(password: string, inner = 'PAP'): Promise<string> {
  const { ca, serverName } = radius!.trust;
  const caFile = join(folder, 'wifi-ca.pem');
  writeFileSync(caFile, ca);
  return radius!.signIn(`network={
    ssid="Example"
    key_mgmt=WPA-EAP
    eap=TTLS
    identity="${ALICE}"
    anonymous_identity="anonymous@example.com"
    password="${password}"
    ca_cert="${caFile}"
    domain_suffix_match="${serverName}"
    phase2="auth=${inner}"
  }`);
}

/** The codes of the user's own binds so far, by number of times. */
async function bindsOfAlice(): Promise<Record<string, number>> {
  const answer = await fetch(`${service.url}/google/control/stats`);
  const { binds } = (await answer.json()) as {
    binds: { byUser: Record<string, Record<string, number>> };
  };
  return binds.byUser[ALICE] ?? {};
}
const forgetBinds = (): Promise<Response> =>
  fetch(`${service.url}/google/control/stats`, { method: 'DELETE' });

test('Wi-Fi takes the live password and not the one before, and none once it is scrambled', async () => {
  radius = await FreeRadius.start(ldap, { caches: false });
  const { password: first } = await passwords.issue(ALICE);
  expect(await signIn(first)).toBe(ADMITTED);
  expect(await signIn(`${first}x`)).toBe(WRONG);

  const { password: second } = await passwords.rotate(ALICE);
  expect(await signIn(first)).toBe(WRONG);
  expect(await signIn(second)).toBe(ADMITTED);

  const path = `${service.url}/v1/users/${ALICE}/password`;
  expect((await fetch(path, { method: 'DELETE' })).status).toBe(204);
  expect(await signIn(second)).toBe(WRONG);
});

test('MSCHAPv2 in the tunnel is refused without a bind: Google returns no password to compare with', async () => {
  radius = await FreeRadius.start(ldap, { caches: false });
  const { password } = await passwords.issue(ALICE);
  await forgetBinds();
  expect(await signIn(password, 'MSCHAPV2')).toBe(
    'No Auth-Type found: rejecting the user via Post-Auth-Type = Reject',
  );
  expect(await bindsOfAlice()).toEqual({});
  expect(await signIn(password)).toBe(ADMITTED);
});

test('with the caches that FreeRADIUS ships, an old password opens the door for two hours', async () => {
  radius = await FreeRadius.start(ldap, { caches: true });
  const { password: first } = await passwords.issue(ALICE);
  expect(await signIn(first)).toBe(ADMITTED);
  const { password: second } = await passwords.rotate(ALICE);
  await forgetBinds();

  expect(await signIn(first)).toBe(ADMITTED);
  expect(await bindsOfAlice()).toEqual({});
  expect(await signIn(second)).toBe(ADMITTED); // not delayed: the password is a part of the cache's key
  expect(await bindsOfAlice()).toEqual({ '0': 1 });

  const accepted = /^cache cache_auth_accept \{.*?\bttl = (\d+)/ms;
  expect(accepted.exec(shippedFile('mods-available/cache_auth'))?.[1]).toBe('7200');
});
