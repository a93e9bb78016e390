import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientCertificates } from '../../../../local/workspace/ldap/client-certificates';
import { newKeyPair } from '../../../../local/workspace/key-pair';
import { RunningLdap } from './running-ldap';

let ldap: RunningLdap;
beforeEach(async () => {
  ldap = await RunningLdap.start();
  ldap.set({ bindsPerSecond: null });
  ldap.setPassword('alice@example.com', 'right horse');
});
afterEach(() => ldap.stop());

const alice = (files?: Parameters<RunningLdap['bind']>[2]): Promise<number> =>
  ldap.bind('alice@example.com', 'right horse', files);

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'with a name, the certificate is trusted under %s',
  async (version) => {
    const socket = await ldap.raw({ ...ldap.trust(), minVersion: version, maxVersion: version });
    expect(socket.authorized).toBe(true);
    const certificate = socket.getPeerX509Certificate()!;
    expect(certificate.subject).toBe('CN=ldap.google.com');
    for (const name of ['ldap.google.com', 'localhost']) {
      expect(certificate.checkHost(name)).toBe(name);
    }
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  },
);

test('without a name, the certificate signs itself and is for nobody', async () => {
  const socket = await ldap.raw({ ...ldap.trust(), servername: '', rejectUnauthorized: false });
  const certificate = socket.getPeerX509Certificate()!;
  expect(socket.authorized).toBe(false);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkHost('ldap.google.com')).toBeUndefined();
});

test('without a client certificate, the alert comes in mid-bind under TLS 1.3', async () => {
  const { ca, servername } = ldap.server;
  const client = ldap.client({ ca, servername });
  await expect(client.bind('alice@example.com', 'right horse')).rejects.toThrow(
    /certificate required/i,
  );
  expect(ldap.codes()).toEqual([]);
});

test('without a client certificate, the handshake fails under TLS 1.2', async () => {
  const { ca, servername } = ldap.server;
  await expect(ldap.raw({ ca, servername, maxVersion: 'TLSv1.2' })).rejects.toThrow(
    /handshake failure|ECONNRESET/i,
  );
});

test('a certificate that Google did not hand out is answered with 48', async () => {
  const elsewhere = new ClientCertificates(
    [],
    () => ldap.clock.nowMs,
    () => undefined,
    newKeyPair,
  );
  expect(await alice(elsewhere.create())).toBe(48);
});

test('an expired certificate is answered with 48', async () => {
  const { clients } = ldap.workspace.ldap;
  expect(await alice(clients.create(-1000))).toBe(48);
  const short = clients.create(60_000);
  expect(await alice(short)).toBe(0);
  ldap.clock.nowMs += 60_001;
  expect(await alice(short)).toBe(48);
});

test('deleting a certificate stops the connections that use it', async () => {
  const { clients } = ldap.workspace.ldap;
  const [one, other] = [clients.create(), clients.create()];
  const client = ldap.client(ldap.trust(one));
  await client.bind('alice@example.com', 'right horse');
  clients.delete(one.fingerprint);
  await expect(client.bind('alice@example.com', 'right horse')).rejects.toMatchObject({ code: 48 });
  expect(await alice(other)).toBe(0);
  clients.deleteAll();
  expect(await alice(other)).toBe(48);
  expect(await alice()).toBe(0); // downloaded anew
});

test('a client certificate is Google’s: for three years, signed by itself, the day in its name', () => {
  const { certificate, privateKey, fileName, fingerprint } = ldap.workspace.ldapCertificate();
  const x509 = new X509Certificate(certificate);
  expect(fileName).toMatch(/^Google_2029_01_01_\d{5}$/);
  expect(x509.validFrom).toBe('Jan  1 00:00:00 2026 GMT');
  expect(x509.validTo).toBe('Jan  1 00:00:00 2029 GMT');
  expect(x509.subject).toBe(x509.issuer);
  expect(x509.verify(x509.publicKey)).toBe(true);
  expect(x509.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(fingerprint);
  expect(privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----/);
});

test('the server and its clients’ certificates are the same after a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ldap-'));
  const first = await RunningLdap.start({ folder });
  const files = first.workspace.ldapCertificate();
  first.setPassword('alice@example.com', 'right horse');
  first.set({ bindsPerSecond: 2 });
  const credentials = first.workspace.ldap.createCredentials();
  await first.stop();

  const second = await RunningLdap.start({ folder });
  expect(second.server.ca).toBe(first.server.ca);
  expect(second.workspace.ldap.settings.bindsPerSecond).toBe(2);
  expect(await second.bind('alice@example.com', 'right horse', files)).toBe(0);
  expect(await second.bind(credentials.userName, credentials.password, files)).toBe(0);
  await second.stop();
  rmSync(folder, { recursive: true });
});

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a resumed session under %s still has its client certificate',
  async (maxVersion) => {
    const bind = Buffer.from('300c020101600702010304008000', 'hex');
    const first = await ldap.raw({ ...ldap.trust(), maxVersion });
    first.write(bind);
    await once(first, 'data');
    const session = first.getSession()!; // under TLS 1.3 it comes after the handshake
    const second = await ldap.raw({ ...ldap.trust(), maxVersion, session });
    expect(second.isSessionReused()).toBe(true);
    second.write(bind);
    const [answer] = (await once(second, 'data')) as [Buffer];
    expect(answer.toString('hex')).toBe('300c02010161070a010004000400');
  },
);

test('a client that breaks off in its handshake harms nobody', async () => {
  const socket = connect(Number(new URL(ldap.server.url).port), '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\n\r\n');
  socket.resume();
  await once(socket, 'close');
  expect(await alice()).toBe(0);
});
