import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { PRIVATE_PEM, PUBLIC_PEM } from '../../../fixtures/key-files';
import { type SENTENCES } from './sentences';
import { type KeyFile } from './taken';

/** The file, how it differs from Google's own, the message about it, and the place in the file. */
export type RefusedRow = readonly [
  name: string,
  change: (file: KeyFile) => unknown,
  says: keyof typeof SENTENCES,
  pointer: string,
];

const lines = PRIVATE_PEM.trim().split('\n');
const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const EC = pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const EDWARDS = pemOf(generateKeyPairSync('ed25519').privateKey);
const PSS = pemOf(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey);
const SHORT = pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey);
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const LEGACY = ['-----BEGIN RSA PRIVATE KEY-----', 'Proc-Type: 4,ENCRYPTED', 'MIIB'].join('\n');
const OPENSSH = PRIVATE_PEM.replaceAll('PRIVATE KEY', 'OPENSSH PRIVATE KEY');

const is = (content: unknown) => () => content;
const having =
  (fields: object) =>
  (file: KeyFile): object => ({ ...file, ...fields });
const without =
  (field: string) =>
  (file: KeyFile): object =>
    Object.fromEntries(Object.entries(file).filter(([name]) => name !== field));
const typed = (type: string) => having({ type });

/** A private key that can't sign. The message always names the same field. */
const pem = (name: string, private_key: unknown, says: keyof typeof SENTENCES): RefusedRow => [
  name,
  having({ private_key }),
  says,
  '/private_key',
];

export const REFUSED: readonly RefusedRow[] = [
  ['an empty object', is({}), 'another type', '/type'],
  ['a package.json', is({ name: 'package', version: '1.0.0' }), 'another type', '/type'],
  ['a key within another object', (file) => ({ key: file }), 'another type', '/type'],
  ['a type that is a number', having({ type: 1 }), 'another type', '/type'],
  ['a person’s credentials', typed('authorized_user'), 'person', '/type'],
  ['a desktop OAuth client', is({ installed: { client_id: 'x' } }), 'OAuth client', '/installed'],
  ['a web OAuth client', is({ web: { client_id: 'x' } }), 'OAuth client', '/web'],
  ['workload identity', typed('external_account'), 'no key of their own', '/type'],
  ['workforce identity', typed('external_account_authorized_user'), 'no key of their own', '/type'],
  ['impersonation', typed('impersonated_service_account'), 'no key of their own', '/type'],
  [
    'a key of Google’s for one’s own hall',
    typed('gdch_service_account'),
    'other universe',
    '/type',
  ],
  [
    'a sovereign cloud',
    having({ universe_domain: 's3nsapis.fr' }),
    'other universe',
    '/universe_domain',
  ],
  [
    'universe_domain that is no text',
    having({ universe_domain: ['googleapis.com'] }),
    'other universe',
    '/universe_domain',
  ],
  ['no private key', without('private_key'), 'no private key', '/private_key'],
  pem('a private key of blanks', ' \n\u200b', 'no private key'),
  pem('a private key that is a list of lines', lines, 'no private key'),
  pem('the public half', PUBLIC_PEM, 'public half'),
  pem('an RSA public key', '-----BEGIN RSA PUBLIC KEY-----\nx', 'public half'),
  pem('a certificate', CERTIFICATE, 'public half'),
  pem('locked', PRIVATE_PEM.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE'), 'locked'),
  pem('locked in the older form', LEGACY, 'locked'),
  pem('cut before its last line', lines.slice(0, -1).join('\n'), 'cut off'),
  pem('cut in its last line', PRIVATE_PEM.trim().slice(0, -3), 'cut off'),
  pem('cut in the middle, breaks escaped', lines.slice(0, 9).join('\\n'), 'cut off'),
  pem('its first line only', lines[0], 'cut off'),
  pem('with a certificate behind it', PRIVATE_PEM + CERTIFICATE, 'more than a key'),
  pem('with the next field behind it', `${PRIVATE_PEM}", "client_email": "x`, 'more than a key'),
  pem('with a line missing', lines.toSpliced(5, 1).join('\n'), 'damaged'),
  pem('with a star in it', PRIVATE_PEM.replace('MII', 'MI*'), 'damaged'),
  pem('without its first line', lines.slice(1).join('\n'), 'no PEM'),
  pem('just text', 'hunter2', 'no PEM'),
  pem('of OpenSSH', OPENSSH, 'no PEM'),
  pem('an elliptic curve key', EC, 'not RSA'),
  pem('an Edwards curve key', EDWARDS, 'not RSA'),
  pem('an RSA-PSS key', PSS, 'not RSA'),
  pem('an RSA key of 1024 bits', SHORT, 'too short'),
  ['no client_email', without('client_email'), 'no address', '/client_email'],
  ['client_email: null', having({ client_email: null }), 'no address', '/client_email'],
  [
    'client_email with half a character',
    having({ client_email: 'a\ud800@b.iam.gserviceaccount.com' }),
    'wrong address',
    '/client_email',
  ],
  ['client_email without @', having({ client_email: 'robot' }), 'wrong address', '/client_email'],
  [
    'client_email as a mail program writes it',
    having({ client_email: '<robot@b.iam.gserviceaccount.com>' }),
    'wrong address',
    '/client_email',
  ],
  ['no client_id', without('client_id'), 'no client id', '/client_id'],
  ['client_id: null', having({ client_id: null }), 'no client id', '/client_id'],
  [
    'the client id of an OAuth client',
    having({ client_id: '1-x.apps.googleusercontent.com' }),
    'wrong client id',
    '/client_id',
  ],
  ['client_id: true', having({ client_id: true }), 'wrong client id', '/client_id'],
  [
    'client_id as a number of 21 digits',
    having({ client_id: Number('104729130363100000001') }),
    'lost digits',
    '/client_id',
  ],
  ['project_id that is a list', having({ project_id: [] }), 'project no text', '/project_id'],
  [
    'project_id with half a character',
    having({ project_id: 'p\ud800' }),
    'strange project',
    '/project_id',
  ],
  [
    'private_key_id of a page',
    having({ private_key_id: 'x'.repeat(201) }),
    'long key id',
    '/private_key_id',
  ],
];
