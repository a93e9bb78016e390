import { join } from 'node:path';
import { hostAndPort, ldapServerAt } from '../../../functions/adapters/ldap/ldap-server';
import { pem } from '../../fixtures/secure-ldap';

const FIXTURES = join(__dirname, '../../fixtures/secure-ldap');

test.each([
  ['ldaps://ldap.google.com:636', { host: 'ldap.google.com', port: 636 }],
  ['ldaps://ldap.google.com', { host: 'ldap.google.com', port: 636 }],
  ['ldaps://127.0.0.1:8636/', { host: '127.0.0.1', port: 8636 }],
  ['ldaps://[::1]:8636', { host: '::1', port: 8636 }],
])('%s', (url, place) => {
  expect(hostAndPort({ url })).toStrictEqual(place);
});

test('the certificate authority is read from its file', () => {
  const place = { url: 'ldaps://127.0.0.1:8636', servername: 'ldap.google.com' };
  expect(ldapServerAt({ ...place, caFile: join(FIXTURES, 'ca.pem') })).toStrictEqual({
    ...place,
    ca: pem('ca.pem'),
  });
  expect(ldapServerAt(place)).toStrictEqual(place);
});

test.each(['client.key', 'make.sh', 'missing.pem'])('a file without one is refused: %s', (name) => {
  const caFile = join(FIXTURES, name);
  expect(() => ldapServerAt({ url: 'ldaps://127.0.0.1', caFile })).toThrow();
});
