import { type X509Certificate } from 'node:crypto';
import { type EpochMs, epochMs } from './time';

/** From when until when a certificate is valid. */
export type CertificateTimes = { readonly notBefore: EpochMs; readonly notAfter: EpochMs };

/**
 * Undefined: OpenSSL takes a time that is none, or one before 1970, which no document can hold. The texts are
 * read, since Node's `validFromDate` is any date for a time that is none: memory that nobody has written to.
 */
export function certificateTimes({
  validFrom,
  validTo,
}: Pick<X509Certificate, 'validFrom' | 'validTo'>): CertificateTimes | undefined {
  const notBefore = epochMs(Date.parse(validFrom));
  const notAfter = epochMs(Date.parse(validTo));
  return notBefore >= 0 && notAfter >= 0 ? { notBefore, notAfter } : undefined; // not NaN
}
