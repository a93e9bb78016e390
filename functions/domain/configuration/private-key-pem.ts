import { visibleOnly } from '../visible-text';

/** Around a key that was copied: quotation marks of any kind, commas, blanks, NUL, what can't be seen. */
const RUBBISH = '[^A-Za-z0-9+/=-]*';

const WHOLE_KEY = new RegExp(
  String.raw`^${RUBBISH}-----BEGIN ((?:RSA )?PRIVATE KEY)-----([\s\S]*)-----END \1-----${RUBBISH}$`,
);

/** Line breaks that were escaped once too often; of what was escaped more often a backslash is left. */
const ESCAPED_BREAKS = /\\(?:[nr]|u000[ad])/gi;

/** The padding as programs write it that fear for HTML. */
const ESCAPED_PADDING = /\\u003d/gi;

/** In the lines of a key nothing but ASCII that is seen can mean anything, and no backslash. */
const MEANINGLESS = /[^!-~]|\\/g;

/**
 * The private key as OpenSSL reads it. A key file that went through an editor, a shell or a chat has its
 * line breaks escaped, changed or gone, or something behind its end; in base64 none of that can mean
 * anything, so it is mended. Anything else is given as it is.
 */
export function mendPem(text: string): string {
  const plain = text.replaceAll(ESCAPED_BREAKS, '\n').replaceAll(ESCAPED_PADDING, '=');
  const [, label = '', inner = ''] = WHOLE_KEY.exec(plain) ?? [];
  const base64 = inner.replaceAll(MEANINGLESS, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return text;
  const lines = base64.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** What can be told of a private key, after mending, without reading it. */
export type PemFault = 'missing' | 'public' | 'locked' | 'cut-off' | 'more-than-a-key' | 'no-key';

/** Undefined: nothing is wrong that can be seen from outside. */
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
