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

/** A device with this password at the door. */
function admits(password: string, inner = 'PAP'): Promise<boolean> {
  const { ca, serverName } = radius!.trust;
  const caFile = join(folder, 'wifi-ca.pem');
  writeFileSync(caFile, ca);
  return radius!.admits(`network={
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
  expect(await admits(first)).toBe(true);
  expect(await admits(`${first}x`)).toBe(false);

  const { password: second } = await passwords.rotate(ALICE);
  expect(await admits(first)).toBe(false);
  expect(await admits(second)).toBe(true);

  const path = `${service.url}/v1/users/${ALICE}/password`;
  expect((await fetch(path, { method: 'DELETE' })).status).toBe(204);
  expect(await admits(second)).toBe(false);
});

test('MSCHAPv2 in the tunnel is refused without a bind: Google returns no password to compare with', async () => {
  radius = await FreeRadius.start(ldap, { caches: false });
  const { password } = await passwords.issue(ALICE);
  await forgetBinds();
  expect(await admits(password, 'MSCHAPV2')).toBe(false);
  expect(await bindsOfAlice()).toEqual({});
  expect(await admits(password)).toBe(true);
});

test('with the caches that FreeRADIUS ships, an old password opens the door for two hours', async () => {
  radius = await FreeRadius.start(ldap, { caches: true });
  const { password: first } = await passwords.issue(ALICE);
  expect(await admits(first)).toBe(true);
  const { password: second } = await passwords.rotate(ALICE);
  await forgetBinds();

  expect(await admits(first)).toBe(true);
  expect(await bindsOfAlice()).toEqual({});
  expect(await admits(second)).toBe(true); // not delayed: the password is a part of the cache's key
  expect(await bindsOfAlice()).toEqual({ '0': 1 });

  const accepted = /^cache cache_auth_accept \{.*?\bttl = (\d+)/ms;
  expect(accepted.exec(shippedFile('mods-available/cache_auth'))?.[1]).toBe('7200');
});
