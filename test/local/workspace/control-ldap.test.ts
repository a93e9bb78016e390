import { X509Certificate } from 'node:crypto';
import { startSecureLdap } from '../../../local/workspace/ldap/secure-ldap';
import { HeldClock } from './held-clock';
import { codeOf } from './ldap/running-ldap';
import { RunningWorkspace } from './running-workspace';
import { Client } from 'ldapts';

let google: RunningWorkspace;
beforeEach(async () => {
  google = await RunningWorkspace.start({ users: 20, clock: new HeldClock() });
});
afterEach(() => google.stop());

const json = async (answer: Promise<Response>): Promise<unknown> => (await answer).json();

type Files = { certificate: string; privateKey: string; fingerprint: string };
const created = async (body = {}): Promise<Files> =>
  (await json(google.control('POST', 'ldap/certificates', body))) as Files;

test('settings are changed as a whole, and put back', async () => {
  const defaults = {
    service: 'ON',
    verifyUnits: ['/'],
    readUserInformation: true,
    bindsPerSecond: 4,
    passwordDelayMs: 0,
  };
  expect(await json(google.control('GET', 'ldap'))).toEqual(defaults);
  expect(await json(google.control('PUT', 'ldap', { service: 'OFF' }))).toEqual({
    ...defaults,
    service: 'OFF',
  });
  expect((await google.control('DELETE', 'ldap')).status).toBe(204);
  expect(await json(google.control('GET', 'ldap'))).toEqual(defaults);
  const bad = await google.control('PUT', 'ldap', { verifyUnits: ['Sales'] });
  expect([bad.status, await bad.text()]).toEqual([400, expect.stringContaining('verifyUnits')]);
});

test('it says which name to send and which authority to trust', async () => {
  expect(await json(google.control('GET', 'ldap/server'))).toEqual({
    servername: 'ldap.google.com',
    ca: google.workspace.ldap.serverCertificates.authority,
  });
});

test('certificates are made, listed without their keys, and deleted one by one or all', async () => {
  const one = await created();
  const expired = await created({ validMs: -1 });
  expect(new X509Certificate(one.certificate).subject).toContain('CN=LDAP Client');
  const listed = await json(google.control('GET', 'ldap/certificates'));
  expect(listed).toEqual({
    certificates: [
      {
        fingerprint: one.fingerprint,
        fileName: expect.stringMatching(/^Google_2029_01_01_/) as string,
        notAfter: '2029-01-01T00:00:00.000Z',
      },
      {
        fingerprint: expired.fingerprint,
        fileName: expect.stringMatching(/^Google_2025_12_31_/) as string,
        notAfter: '2025-12-31T23:59:59.999Z',
      },
    ],
  });
  const path = `ldap/certificates/${one.fingerprint.toUpperCase()}`;
  expect((await google.control('DELETE', path)).status).toBe(204);
  expect((await google.control('DELETE', path)).status).toBe(404);
  expect((await google.control('DELETE', 'ldap/certificates')).status).toBe(204);
  expect(await json(google.control('GET', 'ldap/certificates'))).toEqual({ certificates: [] });
});

test('a bind is listed and counted, a fault is set and told, a licence is taken away', async () => {
  const { ldap } = google.workspace;
  const server = await startSecureLdap(ldap);
  await google.setPassword(await google.signIn(), 'alice@example.com', 'right horse');
  const { certificate: cert, privateKey: key } = await created();
  const { url, ...trust } = server;
  const client = new Client({ url, tlsOptions: { ...trust, cert, key } });
  const bind = (): Promise<number> => codeOf(client.bind('alice@example.com', 'right horse'));

  expect(await bind()).toBe(0);
  await google.control('PUT', 'ldap/faults', {
    rules: [{ userKey: 'alice@example.com', times: 1, fault: { kind: 'code', code: 53 } }],
  });
  expect(await bind()).toBe(53);
  expect(await json(google.control('GET', 'ldap/faults'))).toMatchObject({ rules: [{ hits: 1 }] });
  await google.control('PUT', 'users/alice@example.com', { secureLdapLicensed: false });
  expect(await bind()).toBe(50);

  expect(await json(google.control('GET', 'stats'))).toMatchObject({
    binds: { total: 3, byCode: { '0': 1, '50': 1, '53': 1 } },
  });
  const { binds } = (await json(google.control('GET', 'ldap/binds'))) as { binds: unknown[] };
  expect(binds[2]).toEqual({
    at: '2026-01-01T00:00:00.000Z',
    name: 'alice@example.com',
    user: 'alice@example.com',
    code: 50,
  });
  await google.control('DELETE', 'stats');
  expect(await json(google.control('GET', 'ldap/binds'))).toEqual({ binds: [] });
  await client.unbind();
  await server.stop();
});

test('access credentials are told once', async () => {
  expect(await json(google.control('POST', 'ldap/credentials', {}))).toEqual({
    userName: expect.stringMatching(/^Ldap\d{6}$/) as string,
    password: expect.stringMatching(/^[\w-]{20}$/) as string,
  });
  expect((await google.control('GET', 'ldap/credentials')).status).toBe(405);
});

test('a user is shown without the passwords before', async () => {
  const token = await google.signIn();
  for (const password of ['right horse', 'newest horse']) {
    await google.setPassword(token, 'alice@example.com', password);
  }
  const text = await (await google.control('GET', 'users/alice@example.com')).text();
  expect(text).not.toContain('sha256');
});
