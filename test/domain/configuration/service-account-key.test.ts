import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { inspect } from 'node:util';
import { parseServiceAccountKey } from '../../../functions/domain/configuration/service-account-key';
import { KEY_FILE, PRIVATE_PEM, PUBLIC_PEM } from '../../fixtures/key-files';

const refusalOf = (file: unknown) => {
  const parsed = parseServiceAccountKey(file);
  return parsed.kind === 'refused'
    ? { reason: parsed.reason, pointer: parsed.pointer }
    : { reason: 'none' };
};

const lines = PRIVATE_PEM.trim().split('\n');
const without = (name: keyof typeof KEY_FILE): object =>
  Object.fromEntries(Object.entries(KEY_FILE).filter(([field]) => field !== name));
const pem = (privateKey: KeyObject): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const SEC1 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'sec1', format: 'pem' })
  .toString();
const rsa = (modulusLength: number): string =>
  pem(generateKeyPairSync('rsa', { modulusLength }).privateKey);

describe('a key file of Google’s', () => {
  it('is read, and unknown fields are ignored', () => {
    const parsed = parseServiceAccountKey({ ...KEY_FILE, something_new: { a: 1 } });
    if (parsed.kind === 'refused') throw new Error(parsed.message);
    const { privateKey, ...rest } = parsed.key;
    expect(rest).toStrictEqual({
      clientEmail: 'passwords@example-project.iam.gserviceaccount.com',
      clientId: '104729130363100000001',
      projectId: 'example-project',
      keyId: '0123456789abcdef0123456789abcdef01234567',
    });
    expect(privateKey.reveal()).toBe(PRIVATE_PEM);
  });

  it('is read in the older form of its PEM', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    expect(refusalOf({ ...KEY_FILE, private_key: pkcs1 })).toStrictEqual({ reason: 'none' });
  });

  it('may lack purely descriptive fields', () => {
    const { project_id: _, private_key_id: __, ...rest } = KEY_FILE;
    const parsed = parseServiceAccountKey(rest);
    expect(parsed).toMatchObject({ kind: 'ok', key: { projectId: '', keyId: '' } });
  });

  it('never prints its private key', () => {
    const parsed = parseServiceAccountKey(KEY_FILE);
    expect(inspect(parsed, { depth: 9, showHidden: true })).not.toContain('PRIVATE KEY');
    expect(JSON.stringify(parsed)).not.toContain('PRIVATE KEY');
  });
});

describe('another file is refused with a description of what it is', () => {
  it.each<[string, unknown, string, string]>([
    ['text', 'x', 'not-a-key-file', ''],
    ['nothing', null, 'not-a-key-file', ''],
    ['a list', [KEY_FILE], 'not-a-key-file', ''],
    ['an empty object', {}, 'not-a-key-file', '/type'],
    ['another kind of JSON', { name: 'package' }, 'not-a-key-file', '/type'],
    [
      'a person’s credentials',
      { ...KEY_FILE, type: 'authorized_user' },
      'user-credentials',
      '/type',
    ],
    ['a desktop OAuth client', { installed: { client_id: 'x' } }, 'oauth-client', '/installed'],
    ['a web OAuth client', { web: { client_id: 'x' } }, 'oauth-client', '/web'],
    ['workload identity', { type: 'external_account' }, 'other-credentials', '/type'],
    ['impersonation', { type: 'impersonated_service_account' }, 'other-credentials', '/type'],
  ])('%s', (_name, file, reason, pointer) => {
    expect(refusalOf(file)).toStrictEqual({ reason, pointer });
  });
});

describe('a private key that can’t sign is refused with the reason', () => {
  it.each<[string, unknown, string]>([
    ['missing', undefined, 'incomplete'],
    ['empty', ' \n', 'incomplete'],
    ['a number', 5, 'incomplete'],
    ['the public half', PUBLIC_PEM, 'public-key'],
    ['an RSA public key', '-----BEGIN RSA PUBLIC KEY-----\nx', 'public-key'],
    [
      'a certificate',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      'public-key',
    ],
    ['locked', '-----BEGIN ENCRYPTED PRIVATE KEY-----\nx', 'encrypted-private-key'],
    ['cut before its last line', lines.slice(0, -1).join('\n'), 'truncated-private-key'],
    ['cut in its last line', PRIVATE_PEM.trim().slice(0, -3), 'truncated-private-key'],
    ['cut in the middle', PRIVATE_PEM.slice(0, 800), 'truncated-private-key'],
    ['its first line only', lines[0], 'truncated-private-key'],
    ['with a line missing', lines.toSpliced(5, 1).join('\n'), 'unreadable-private-key'],
    ['without its first line', lines.slice(1).join('\n'), 'unreadable-private-key'],
    ['just text', 'hunter2', 'unreadable-private-key'],
    [
      'an elliptic curve key',
      pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      'not-rsa',
    ],
    ['an elliptic curve key in its own form', SEC1, 'not-rsa'],
    ['an Edwards curve key', pem(generateKeyPairSync('ed25519').privateKey), 'not-rsa'],
    [
      'an RSA-PSS key',
      pem(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey),
      'not-rsa',
    ],
    ['an RSA key of 1024 bits', rsa(1024), 'too-short'],
  ])('%s', (_name, private_key, reason) => {
    expect(refusalOf({ ...KEY_FILE, private_key })).toStrictEqual({
      reason,
      pointer: '/private_key',
    });
  });
});

describe('an invalid field is named', () => {
  it.each<[string, object, string, string]>([
    ['no client_email', without('client_email'), '/client_email', 'incomplete'],
    [
      'a client_email without @',
      { ...KEY_FILE, client_email: 'passwords' },
      '/client_email',
      'bad-field',
    ],
    [
      'a client_email with a blank',
      { ...KEY_FILE, client_email: 'a b@c.d' },
      '/client_email',
      'bad-field',
    ],
    [
      'a client_email that is a number',
      { ...KEY_FILE, client_email: 5 },
      '/client_email',
      'incomplete',
    ],
    ['no client_id', without('client_id'), '/client_id', 'incomplete'],
    [
      'an OAuth client id',
      { ...KEY_FILE, client_id: '1-x.apps.googleusercontent.com' },
      '/client_id',
      'client-id-no-number',
    ],
    [
      'a client_id that lost digits',
      { ...KEY_FILE, client_id: 1.0472913e20 },
      '/client_id',
      'client-id-lost-digits',
    ],
    ['a project_id that is a list', { ...KEY_FILE, project_id: [] }, '/project_id', 'bad-field'],
    [
      'a private_key_id of a page',
      { ...KEY_FILE, private_key_id: 'x'.repeat(201) },
      '/private_key_id',
      'bad-field',
    ],
  ])('%s', (_name, file, pointer, reason) => {
    expect(refusalOf(file)).toStrictEqual({ reason, pointer });
  });
});

it('no refusal quotes the file', () => {
  const CANARY = 'CANARY-5f3a';
  for (const file of [
    { ...KEY_FILE, private_key: CANARY },
    {
      ...KEY_FILE,
      private_key: `-----BEGIN PRIVATE KEY-----\n${CANARY}\n-----END PRIVATE KEY-----\n`,
    },
    { ...KEY_FILE, client_email: CANARY },
    { ...KEY_FILE, client_id: CANARY },
    { type: CANARY },
  ]) {
    expect(JSON.stringify(parseServiceAccountKey(file))).not.toContain(CANARY);
  }
});

describe('60 KB where a private key should be', () => {
  const BEGIN = '-----BEGIN PRIVATE KEY-----';
  const END = '-----END PRIVATE KEY-----';
  it.each([
    ['backslashes', '\\'.repeat(60_000)],
    ['backslashes behind a first line', BEGIN + '\\'.repeat(60_000)],
    ['escaped line breaks', '\\n'.repeat(30_000)],
    ['first lines', BEGIN.repeat(2_200)],
    ['last lines', END.repeat(2_300)],
    ['last lines with blanks', BEGIN + `${END} `.repeat(2_200)],
    ['blanks behind the last line', `${BEGIN}\nA\n${END}${' \\'.repeat(30_000)}x`],
  ])('is refused in a tenth of a second: %s', (_name, private_key) => {
    const before = process.cpuUsage();
    expect(refusalOf({ ...KEY_FILE, private_key })).toMatchObject({ pointer: '/private_key' });
    expect(process.cpuUsage(before).user).toBeLessThan(100_000);
  });
});

describe('60 KB where an address should be', () => {
  it.each([
    ['dots', `a@${'.'.repeat(60_000)}`],
    ['labels', `a@${'a.'.repeat(30_000)}`],
    ['dots and a blank', `a@${'.a'.repeat(30_000)} `],
    ['signs', '@'.repeat(60_000)],
    ['letters', 'a'.repeat(60_000)],
  ])('is refused in a tenth of a second: %s', (_name, client_email) => {
    const before = process.cpuUsage();
    expect(refusalOf({ ...KEY_FILE, client_email })).toStrictEqual({
      reason: 'bad-field',
      pointer: '/client_email',
    });
    expect(process.cpuUsage(before).user).toBeLessThan(100_000);
  });
});
