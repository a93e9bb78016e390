/** The PEM blocks of a text that concern Secure LDAP, by what they hold. */
export type PemKind = 'certificate' | 'private-key' | 'encrypted-key' | 'other';

/** One whole block, in the form that OpenSSL reads. */
export type PemBlock = { readonly kind: PemKind; readonly pem: string };

/** Any text around blocks, such as the attributes that `openssl pkcs12` writes, has no meaning. */
const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----((?:(?!-----)[^])*)-----END \1-----/g;

/** Line breaks that were escaped once too often. */
const ESCAPED_BREAKS = /\\[nr]/g;

const KINDS: Readonly<Record<string, PemKind>> = {
  CERTIFICATE: 'certificate',
  'PRIVATE KEY': 'private-key',
  'RSA PRIVATE KEY': 'private-key',
  'EC PRIVATE KEY': 'private-key',
  'ENCRYPTED PRIVATE KEY': 'encrypted-key',
};

/** Every whole block of a text, in order. */
export const pemBlocks = (text: string): PemBlock[] =>
  [...text.replaceAll(ESCAPED_BREAKS, '\n').matchAll(BLOCK)].map(([, label = '', inner = '']) => {
    if (/Proc-Type:\s*4,\s*ENCRYPTED/.test(inner)) return { kind: 'encrypted-key', pem: '' };
    const lines = inner.replaceAll(/[^A-Za-z0-9+/=]/g, '').match(/.{1,64}/g) ?? [];
    const pem = [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
    return { kind: KINDS[label] ?? 'other', pem };
  });

/** Whether a block begins that does not end: the text was cut off. */
export const isCutOff = (text: string): boolean => {
  const rest = text.replaceAll(BLOCK, '');
  return rest.includes('-----BEGIN ');
};
