import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { certificateTimes } from '../certificate-times';
import { Secret } from '../secret';
import { durationMs, earlier, type EpochMs, rfc3339 } from '../time';
import {
  checkLdapFiles,
  type LdapFileFault,
  type LdapFiles,
  type LdapPointer,
  MAX_LDAP_FILES_BYTES,
} from './ldap-files';
import { type LdapCertificate } from './secure-ldap';

/** Why the files cannot be used. `message` says what is wrong and what to do. */
export type LdapFilesRefusal = {
  readonly kind: 'refused';
  readonly reason:
    | LdapFileFault
    | 'unreadable-certificate'
    | 'unreadable-private-key'
    | 'weak-private-key'
    | 'not-a-pair'
    | 'expired'
    | 'not-yet-valid';
  readonly pointer: LdapPointer;
  readonly message: string;
};

/** OpenSSL's default security level takes no shorter RSA key for TLS. Google's own keys have 2048 bits. */
const MIN_RSA_BITS = 2048;

/** As for the clock's link of the connection: our clock may be this much behind Google's. */
const MAX_SKEW_MS = durationMs(5 * 60_000);

const HOW_TO_GET_ONE =
  'In the Admin console, open Apps › LDAP, the client, then Authentication › Generate new certificate. Download the zip file, and choose its .crt and its .key file.';

const FAULTS: Readonly<Record<LdapFilesRefusal['reason'], string>> = {
  'too-large': `The certificate and the private key are too large. Together they may have ${MAX_LDAP_FILES_BYTES / 1024} KiB; they usually have 4.`,
  'no-pem': 'This file is not in the form PEM, which has a line that starts with -----BEGIN.',
  'cut-off': 'This file is cut off: the line that starts with -----END is missing.',
  'not-a-certificate': 'This file holds no certificate. It may be the private key, or a request.',
  'several-certificates': 'This file holds several certificates. Send only the client’s own.',
  'not-a-private-key': 'This file holds no private key. It may be the certificate or a public key.',
  'several-private-keys': 'This file holds several private keys. Send only the client’s own.',
  'encrypted-private-key': 'The private key is protected with a passphrase.',
  'unreadable-certificate': 'The certificate is damaged and cannot be read.',
  'unreadable-private-key': 'The private key is damaged and cannot be read.',
  'weak-private-key': `The private key has fewer than ${MIN_RSA_BITS} bits.`,
  'not-a-pair': 'The certificate and the private key do not belong together.',
  expired: 'The certificate expired',
  'not-yet-valid': 'The certificate is not valid yet',
};

/**
 * Reads the files that the Admin console gives for an LDAP client. `keys` is what is stored: the certificate
 * and the private key, one PEM block after the other.
 */
export function readLdapFiles(
  files: LdapFiles,
  now: EpochMs,
):
  | { readonly kind: 'ok'; readonly keys: Secret; readonly certificate: LdapCertificate }
  | LdapFilesRefusal {
  const check = checkLdapFiles(files);
  if (check.kind === 'fault') return refused(check.fault, check.pointer);
  const certificate = parsed(() => new X509Certificate(check.files.certificate));
  if (!certificate) return refused('unreadable-certificate', '/certificate');
  const key = parsed(() => createPrivateKey(check.files.privateKey));
  if (!key) return refused('unreadable-private-key', '/privateKey');
  if (isWeak(key)) return refused('weak-private-key', '/privateKey');
  if (!certificate.checkPrivateKey(key)) return refused('not-a-pair', '/privateKey');
  const described = describe(certificate);
  if (!described) return refused('unreadable-certificate', '/certificate');
  const wrongTime = timeFault(described, now);
  if (wrongTime) return wrongTime;
  const keys = new Secret(check.files.certificate + check.files.privateKey);
  return { kind: 'ok', keys, certificate: described };
}

/** OpenSSL's messages do not help here, and no part of a key may leak. */
function parsed<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

const isWeak = ({ asymmetricKeyDetails }: KeyObject): boolean =>
  (asymmetricKeyDetails?.modulusLength ?? MIN_RSA_BITS) < MIN_RSA_BITS;

function describe(certificate: X509Certificate): LdapCertificate | undefined {
  const times = certificateTimes(certificate);
  const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  return times && { fingerprint, ...times };
}

function timeFault(
  { notBefore, notAfter }: LdapCertificate,
  now: EpochMs,
): LdapFilesRefusal | undefined {
  if (notAfter <= now) return refused('expired', '/certificate', ` on ${rfc3339(notAfter)}.`);
  if (earlier(notBefore, MAX_SKEW_MS) <= now) return undefined;
  return refused(
    'not-yet-valid',
    '/certificate',
    `, but only from ${rfc3339(notBefore)}. The time here is ${rfc3339(now)}.`,
  );
}

const refused = (
  reason: LdapFilesRefusal['reason'],
  pointer: LdapPointer,
  more = '',
): LdapFilesRefusal => ({
  kind: 'refused',
  reason,
  pointer,
  message: `${FAULTS[reason]}${more} ${HOW_TO_GET_ONE}`,
});
