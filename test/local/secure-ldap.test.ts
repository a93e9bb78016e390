import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, started, type Started } from './started-service';

// The service as `npm start` runs it, with the real prover, over the simulated Secure LDAP.

const CONFIGURATION = 'application/vnd.google-apps-passwords.configuration+json';
const ALICE = '/v1/users/alice%40example.com';

let dataDir: string;
let service: Started;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'gap-data-'));
  service = await started(dataDir);
});
afterAll(async () => {
  await endAll();
  rmSync(dataDir, { recursive: true });
});

type Json = Record<string, unknown>;

async function call(method: string, path: string, body?: unknown): Promise<Json> {
  const isConfiguration = /^\/v1\/(configuration|secure-ldap)/.test(path);
  const type = isConfiguration ? CONFIGURATION : 'application/json';
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = body === undefined ? {} : { 'content-type': type };
  const response = await fetch(service.url + path, { method, headers, ...sent });
  const text = await response.text();
  return { status: response.status, ...((text ? JSON.parse(text) : {}) as Json) };
}

const text = async (path: string): Promise<string> => (await fetch(service.url + path)).text();
const save = async (bindName: 'email' | 'dn'): Promise<Json> =>
  call('PUT', '/v1/secure-ldap', {
    certificate: await text('/local/ldap-client.crt'),
    privateKey: await text('/local/ldap-client.key'),
    bindName,
  });
const prove = (): Promise<Json> => call('POST', `${ALICE}/password/proof`);
const links = (configuration: Json): unknown[] => {
  const { secureLdap } = configuration as { secureLdap: { verification: { links: Json[] } } };
  return secureLdap.verification.links.map(({ state, code }) => code ?? state);
};

test('a password is proved by a bind, by address and by DN; a deleted certificate is told', async () => {
  const serviceAccountKey = JSON.parse(await text('/local/service-account-key.json')) as unknown;
  await call('PUT', '/v1/configuration', { adminUsername: 'admin@example.com', serviceAccountKey });
  expect(links(await save('email'))).toStrictEqual(['ok', 'ok', 'ldap-unproved']);
  expect(await call('PUT', `${ALICE}/password`)).toMatchObject({ status: 201 });
  expect(await prove()).toMatchObject({ status: 200, result: 'works', version: 1 });
  expect(await call('GET', ALICE)).toMatchObject({ proof: { result: 'works', version: 1 } });
  expect(links(await call('GET', '/v1/configuration'))).toStrictEqual(['ok', 'ok', 'ok']);

  expect(links(await save('dn'))).toStrictEqual(['ok', 'ok', 'ldap-unproved']);
  expect(await prove()).toMatchObject({ status: 200, result: 'works', version: 1 });

  expect(await call('DELETE', '/google/control/ldap/certificates')).toMatchObject({ status: 204 });
  expect(await prove()).toMatchObject({ status: 200, result: 'unknown', code: 'ldap-certificate' });
  expect(links(await call('GET', '/v1/configuration'))).toStrictEqual([
    'ok',
    'ok',
    'ldap-certificate',
  ]);
  expect(links(await save('email'))).toStrictEqual(['ok', 'ok', 'ldap-unproved']);
  expect(await prove()).toMatchObject({ status: 200, result: 'works', version: 1 });
});

test('a new password that Google does not let bind yet is a doubt, until it does', async () => {
  await call('PUT', '/google/control/ldap', { passwordDelayMs: 3_600_000 });
  expect(await call('POST', `${ALICE}/password/rotation`)).toMatchObject({ status: 200 });
  expect(await prove()).toMatchObject({ status: 200, result: 'refused', version: 2 });
  await call('PUT', '/google/control/ldap', { passwordDelayMs: 0 });
  expect(await prove()).toMatchObject({ status: 200, result: 'works', version: 2 });
});

test('the private key is neither printed nor readable in a file', async () => {
  const [, line = ''] = (await text('/local/ldap-client.key')).split('\n');
  expect(line).toHaveLength(64);
  expect(service.printed()).not.toContain(line);
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true });
  for (const file of files.filter((each) => each.isFile())) {
    expect(readFileSync(join(file.parentPath, file.name)).includes(line)).toBe(false);
  }
  expect(files.map(({ name }) => name)).toContain('secure-ldap.vault');
});
