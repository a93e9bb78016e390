import { visibleOnly } from '../visible-text';

/**
 * Extra characters around a copied key: quotation marks of any kind, commas, blanks, NUL, invisible
 * characters.
 */
const RUBBISH = '[^A-Za-z0-9+/=-]*';

const WHOLE_KEY = new RegExp(
  String.raw`^${RUBBISH}-----BEGIN ((?:RSA )?PRIVATE KEY)-----([\s\S]*)-----END \1-----${RUBBISH}$`,
);

/** Line breaks that were escaped once too often. Those escaped even more often leave a backslash. */
const ESCAPED_BREAKS = /\\(?:[nr]|u000[ad])/gi;

/** The padding as written by programs that escape characters for HTML. */
const ESCAPED_PADDING = /\\u003d/gi;

/** In the lines of a key, only visible ASCII can have a meaning, and a backslash has none. */
const MEANINGLESS = /[^!-~]|\\/g;

/**
 * The private key in the form that OpenSSL reads. An editor, a shell or a chat can escape, change or remove
 * the line breaks of a key file, or add something after its end. None of that has a meaning in base64, so it
 * is repaired. Any other text is returned unchanged.
 */
export function mendPem(text: string): string {
  const plain = text.replaceAll(ESCAPED_BREAKS, '\n').replaceAll(ESCAPED_PADDING, '=');
  const [, label = '', inner = ''] = WHOLE_KEY.exec(plain) ?? [];
  const base64 = inner.replaceAll(MEANINGLESS, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return text;
  const lines = base64.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** What can be wrong with a private key, as far as that shows after repair without parsing it. */
export type PemFault = 'missing' | 'public' | 'locked' | 'cut-off' | 'more-than-a-key' | 'no-key';

/** Undefined: no fault is visible. */
export function pemFault(pem: unknown): PemFault | undefined {
  if (typeof pem !== 'string' || visibleOnly(pem) === '') return 'missing';
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(pem)) return 'locked';
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) {
    return /-----BEGIN [A-Z ]*(PUBLIC KEY|CERTIFICATE)-----/.test(pem) ? 'public' : 'no-key';
  }
  if (!/-----END [A-Z ]*PRIVATE KEY-----/.test(pem)) return 'cut-off';
  if (!/-----END [A-Z ]*PRIVATE KEY-----\s*$/.test(pem)) return 'more-than-a-key';
  return /-----BEGIN (?:RSA |EC |DSA )?PRIVATE KEY-----/.test(pem) ? undefined : 'no-key';
}
