import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { certificatePem, type CertificateContent, type Name } from './certificate';

export type KeyAndCertificate = { readonly key: string; readonly certificate: string };

/** The server's certificates, in PEM. */
export type ServerCertificates = {
  /** What clients are told to trust. Its private key was thrown away, so nothing else can be signed with it. */
  readonly authority: string;
  readonly named: KeyAndCertificate;
  /** Shown to a client that sends no SNI. Nothing trusts it. */
  readonly nameless: KeyAndCertificate;
};

/** The name that Google's server has. Clients send it as SNI. */
export const SECURE_LDAP_SERVERNAME = 'ldap.google.com';

const AUTHORITY: Name = [
  ['O', 'Simulated Google Trust Services'],
  ['CN', 'Simulated GTS Root'],
];
/** Google's own says so in its organisational unit, as Gmail's servers do. */
const NAMELESS: Name = [
  ['OU', 'No SNI provided; please fix your client.'],
  ['CN', 'invalid2.invalid'],
];
const NOT_BEFORE_MS = Date.UTC(2024, 0, 1);
const NOT_AFTER_MS = Date.UTC(2049, 11, 31);

/** `hostName` is this machine's: OpenLDAP's programs look for it when they are given `localhost`. */
export function createServerCertificates(hostName: string): ServerCertificates {
  const authority = pair();
  const issuer = { name: AUTHORITY, privateKey: authority.privateKey };
  const named = pair();
  const nameless = pair();
  const names = [SECURE_LDAP_SERVERNAME, 'localhost', '127.0.0.1', hostName];
  return {
    authority: certificatePem(
      lasting(AUTHORITY, authority.publicKey, { kind: 'authority' }),
      issuer,
    ),
    named: {
      key: pem(named.privateKey),
      certificate: certificatePem(
        lasting([['CN', SECURE_LDAP_SERVERNAME]], named.publicKey, { kind: 'server', names }),
        issuer,
      ),
    },
    nameless: {
      key: pem(nameless.privateKey),
      certificate: certificatePem(
        lasting(NAMELESS, nameless.publicKey, { kind: 'server', names: ['invalid2.invalid'] }),
        { name: NAMELESS, privateKey: nameless.privateKey },
      ),
    },
  };
}

const pair = (): { publicKey: KeyObject; privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' });

const lasting = (
  subject: Name,
  publicKey: KeyObject,
  use: CertificateContent['use'],
): CertificateContent => ({
  serial: newSerial(),
  subject,
  publicKey,
  notBeforeMs: NOT_BEFORE_MS,
  notAfterMs: NOT_AFTER_MS,
  use,
});

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** 16 bytes that are a positive number with no zero in front. */
export function newSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}
