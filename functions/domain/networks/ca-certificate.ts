import { X509Certificate } from 'node:crypto';
import { type EpochMs, epochMs } from '../time';
import { type CaTextFault, checkCaText } from './ca-text';

/** What an authority's certificate says of itself. */
export type CaCertificate = {
  /** Such as `CN=Example Root, O=Example`. */
  readonly subject: string;
  readonly notBefore: EpochMs;
  readonly notAfter: EpochMs;
};

export type CaFault = CaTextFault | 'unreadable';

/** The sentences say what is wrong and what to do. */
export const CA_FAULTS: Readonly<Record<CaFault, string>> = {
  'private-key':
    'This text holds a private key, which must not leave the RADIUS server. Send only the certificate of the authority.',
  'no-pem':
    'This text is not in the form PEM, which has a line that starts with -----BEGIN. Convert the file: openssl x509 -inform der -in ca.cer.',
  'cut-off': 'This text is cut off: a line that starts with -----END is missing.',
  'not-a-certificate': 'This text holds something other than certificates.',
  unreadable: 'A certificate in this text is damaged and cannot be read.',
};

/** The certificates in a text, one PEM block each. An expired one is taken. */
export function readCaCertificates(
  text: string,
):
  | { readonly kind: 'ok'; readonly certificates: readonly string[] }
  | { readonly kind: 'fault'; readonly fault: CaFault } {
  const check = checkCaText(text);
  if (check.kind === 'fault') return check;
  return check.certificates.every((pem) => described(pem) !== undefined)
    ? check
    : { kind: 'fault', fault: 'unreadable' };
}

/** What a certificate that `readCaCertificates` gave says of itself. */
export function describeCa(pem: string): CaCertificate {
  const certificate = described(pem);
  if (certificate === undefined) throw new Error('A stored certificate cannot be read.');
  return certificate;
}

/** Undefined: it is damaged. OpenSSL takes a time that is none, or one before 1970. */
function described(pem: string): CaCertificate | undefined {
  const certificate = parsed(pem);
  if (certificate === undefined) return undefined;
  const notBefore = epochMs(certificate.validFromDate.getTime());
  const notAfter = epochMs(certificate.validToDate.getTime());
  if (!(notBefore >= 0 && notAfter >= 0)) return undefined; // NaN, too
  return { subject: nameOf(certificate.subject), notBefore, notAfter };
}

/** Node gives one attribute a line, and `undefined` for an empty name. */
const nameOf = (name: string | undefined): string => (name ?? '').split('\n').join(', ');

function parsed(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/**
 * Those that end a chain: they have signed themselves. All, if none has. For clients that take one authority
 * at a time, an intermediate one would be of no use.
 */
export function rootsOf(certificates: readonly string[]): readonly string[] {
  const roots = certificates.filter((pem) => {
    const { subject, issuer } = new X509Certificate(pem);
    return subject === issuer;
  });
  return roots.length > 0 ? roots : certificates;
}

/** The certificate itself in DER, as base64 without line breaks. */
export const derBase64 = (pem: string): string =>
  pem.replaceAll(/-----[^-]*-----/g, '').replaceAll(/\s/g, '');
