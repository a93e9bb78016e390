import { generateKeyPairSync } from 'node:crypto';
import { type KEY_FILE, PRIVATE_PEM } from '../../../fixtures/key-files';

export type KeyFile = typeof KEY_FILE;

/** The file, and how it differs from Google's own. */
export type TakenRow = readonly [name: string, change: (file: KeyFile) => object];

const lines = PRIVATE_PEM.trim().split('\n');
const [head = '', ...others] = lines;
const base64 = others.slice(0, -1);
const tail = others.at(-1) ?? '';
const pem =
  (private_key: string) =>
  (file: KeyFile): object => ({ ...file, private_key });
const without =
  (...names: readonly string[]) =>
  (file: KeyFile): object =>
    Object.fromEntries(Object.entries(file).filter(([name]) => !names.includes(name)));
const having =
  (fields: object) =>
  (file: KeyFile): object => ({ ...file, ...fields });

/** Files that are accepted although they were altered: what can be repaired safely is repaired. */
export const TAKEN: readonly TakenRow[] = [
  ['as Google makes it', (file) => file],
  ['with fields that are not known', having({ something_new: { a: [1] } })],
  ['without project_id and private_key_id', without('project_id', 'private_key_id')],
  ['private_key_id: null', having({ private_key_id: null })],
  ['project_id: null', having({ project_id: null })],
  ['of the years before universe_domain', without('universe_domain')],
  ['universe_domain: null', having({ universe_domain: null })],
  ['universe_domain that is empty', having({ universe_domain: '' })],
  ['universe_domain in capitals', having({ universe_domain: 'GOOGLEAPIS.COM ' })],
  ['line breaks escaped twice', pem(lines.join('\\n'))],
  ['line breaks escaped three times', pem(lines.join('\\\\n'))],
  ['line breaks of Windows escaped twice', pem(lines.join('\\r\\n'))],
  ['line breaks of Windows', pem(`${lines.join('\r\n')}\r\n`)],
  ['line breaks of old Macs', pem(lines.join('\r'))],
  ['line breaks gone', pem(lines.join(''))],
  ['blanks for line breaks', pem(lines.join(' '))],
  ['indented lines', pem(lines.map((line) => `    ${line}`).join('\n'))],
  ['empty lines between the lines', pem(lines.join('\n\n'))],
  ['one long line', pem([head, base64.join(''), tail].join('\n'))],
  ['no line break at the end', pem(lines.join('\n'))],
  ['blanks and line breaks at the end', pem(`${PRIVATE_PEM} \t\n\n `)],
  ['NUL at the end', pem(`${PRIVATE_PEM}\0\0`)],
  ['a quotation mark at the end', pem(`${PRIVATE_PEM.trim()}"`)],
  ['an escaped break and a quotation mark at the end', pem(`${lines.join('\\n')}\\n\\"`)],
  ['a comma at the end', pem(`${PRIVATE_PEM},`)],
  ['quotation marks around', pem(`'${PRIVATE_PEM}'`)],
  ['a byte order mark in front', pem(`\ufeff${PRIVATE_PEM}`)],
  ['zero width spaces in the lines', pem(lines.join('\u200b\n'))],
  [
    'a soft hyphen and a mark of direction in a line',
    pem(PRIVATE_PEM.replace('M', 'M\u00ad\u202a')),
  ],
  ['a soft hyphen in front, a mark of direction behind', pem(`\u00ad${PRIVATE_PEM}\u2066`)],
  ['typographic quotation marks around', pem(`“${PRIVATE_PEM}”`)],
  ['line breaks and padding in codes', pem(lines.join('\\u000a').replaceAll('=', '\\u003d'))],
  ['what OpenSSL writes in front', pem(`Bag Attributes\n  friendlyName: x\n${PRIVATE_PEM}`)],
  ['a line break behind project_id', (file) => ({ ...file, project_id: `${file.project_id}\n` })],
  [
    'client_email with what can’t be seen',
    (file) => ({ ...file, client_email: `\u200b${file.client_email}\u00a0\n` }),
  ],
  [
    'client_id with a blank and a soft hyphen',
    having({ client_id: ' 104729130363\u00ad100000001' }),
  ],
  ['client_id as a number that is whole', having({ client_id: 104729130363 })],
  ['universe_domain with a zero width space', having({ universe_domain: 'googleapis.com\u200b' })],
  ['universe_domain with a braille blank', having({ universe_domain: 'googleapis.com\u2800' })],
];

/** The older PEM format, of a key that Google does not know. */
export const PKCS1 = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();
