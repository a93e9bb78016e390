import { X509Certificate } from 'node:crypto';
import { certificateTimes, type CertificateTimes } from '../certificate-times';

/** What an authority's certificate says of itself. */
export type CaCertificate = CertificateTimes & {
  /** Such as `CN=Example Root, O=Example`. */
  readonly subject: string;
};

/** Whether this block is a certificate that can be read. An expired one is. */
export const isReadable = (pem: string): boolean => described(pem) !== undefined;

/** What a readable certificate says of itself. */
export function describeCa(pem: string): CaCertificate {
  const certificate = described(pem);
  if (certificate === undefined) throw new Error('A stored certificate cannot be read.');
  return certificate;
}

/** Undefined: it is damaged. */
function described(pem: string): CaCertificate | undefined {
  const certificate = parsed(pem);
  const times = certificate && certificateTimes(certificate);
  return certificate && times && { subject: nameOf(certificate.subject), ...times };
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
