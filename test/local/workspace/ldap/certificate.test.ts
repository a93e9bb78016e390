import { X509Certificate } from 'node:crypto';
import { createServerCertificates } from '../../../../local/workspace/ldap/server-certificates';

const { authority, named, nameless } = createServerCertificates('my-machine');
const root = new X509Certificate(authority);

test('the authority signs itself and may sign others', () => {
  expect(root.ca).toBe(true);
  expect(root.checkIssued(root)).toBe(true);
  expect(root.verify(root.publicKey)).toBe(true);
  expect(root.subject).toBe('O=Simulated Google Trust Services\nCN=Simulated GTS Root');
  expect([root.validFrom, root.validTo]).toEqual([
    'Jan  1 00:00:00 2024 GMT',
    'Dec 31 00:00:00 2049 GMT',
  ]);
});

test('the server’s certificate is signed by the authority, for these names only', () => {
  const server = new X509Certificate(named.certificate);
  expect(server.checkIssued(root)).toBe(true);
  expect(server.verify(root.publicKey)).toBe(true);
  expect(server.ca).toBe(false);
  expect(server.subjectAltName).toBe(
    'DNS:ldap.google.com, DNS:localhost, IP Address:127.0.0.1, DNS:my-machine',
  );
  expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']); // extended key usage: TLS server
});

test('what is shown without SNI is signed by nobody else', () => {
  const server = new X509Certificate(nameless.certificate);
  expect(server.checkIssued(root)).toBe(false);
  expect(server.verify(server.publicKey)).toBe(true);
});
