import { type Server } from 'node:http';
import { checkKeyFile } from '../../../../functions/page/key-file';
import { connectFormEn, connectFormFr } from '../../../../functions/page/texts/connect-form';
import { registeredKeyFile } from '../../../fakes/google-connection';
import { WholeService } from '../../../fakes/whole-service';
import { call, MEDIA_TYPE, put } from '../calls';
import { REFUSED } from './refused';
import { FIX, PAGE_FIX, SENTENCES, type Sentences } from './sentences';
import { type KeyFile, PKCS1, TAKEN } from './taken';

const ADMIN = { adminUsername: 'admin@example.com' };

let service: WholeService;
let server: Server;
let keyFile: KeyFile;
beforeAll(async () => {
  service = await WholeService.open();
  server = service.serve('configuration');
  keyFile = registeredKeyFile(service.workspace);
});
afterAll(() => {
  service.close();
});

const bytes = (content: unknown): Uint8Array => Buffer.from(JSON.stringify(content));
/** The page's immediate message in both languages; undefined if it accepts the file. */
const pageSays = (file: Uint8Array, name = 'key.json'): [string, string] | undefined => {
  const check = checkKeyFile(name, file);
  if (check.kind === 'ok') return undefined;
  const missing = check.missing ? ` ${check.missing.join(', ')}` : '';
  return [connectFormEn.faults[check.fault] + missing, connectFormFr.faults[check.fault] + missing];
};

describe('a key file that can be repaired signs in', () => {
  it.each(TAKEN)('%s', async (_name, change) => {
    const file = change(keyFile);
    expect(pageSays(bytes(file))).toBeUndefined();
    const response = await put(server, { ...ADMIN, serviceAccountKey: file });
    expect([response.status, response.body]).toMatchObject([
      200,
      {
        credential: {
          clientEmail: 'google-apps-api@simulated-workspace.iam.gserviceaccount.com',
          clientId: expect.stringMatching(/^104729130363(000000001|100000001)?$/) as string,
        },
        verification: { state: 'ok' },
      },
    ]);
  });

  it('in the older form of its PEM, once Google knows it', async () => {
    const file = { ...keyFile, private_key: PKCS1 };
    expect(pageSays(bytes(file))).toBeUndefined();
    const response = await put(server, { ...ADMIN, serviceAccountKey: file });
    expect([response.status, response.body]).toMatchObject([
      200,
      { verification: { state: 'failing' } },
    ]);
  });
});

describe('a file that can’t be the key is refused with the fault and the remedy', () => {
  it.each(REFUSED)('%s', async (_name, change, says, pointer) => {
    const file = change(keyFile);
    const { service: sentence, page }: Sentences = SENTENCES[says];
    const message = says === 'other universe' ? sentence : `${sentence} ${FIX}`;
    const response = await put(server, { ...ADMIN, serviceAccountKey: file });
    expect([response.status, response.body]).toMatchObject([
      400,
      {
        type: 'urn:google-apps-passwords:problem:invalid-request',
        detail: `${message} Nothing was changed.`,
        retry: 'after-change',
        errors: [{ pointer: `/serviceAccountKey${pointer}`, message }],
      },
    ]);
    expect(pageSays(bytes(file))).toStrictEqual(page);
  });

  it('the page gives the remedy too', () => {
    expect([connectFormEn.howToGetOne, connectFormFr.howToGetOne]).toStrictEqual(PAGE_FIX);
  });
});

/** The text of a file, inside the body that carries it. */
const bodyOf = (text: string): string =>
  `{"adminUsername":"admin@example.com","serviceAccountKey":${text}}`;
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const deep = `{"type":"service_account","a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
const UTF_16 = [
  'This file is saved as UTF-16, as some editors and Windows PowerShell do. Save it as UTF-8 and choose it again.',
  'Ce fichier est enregistré en UTF-16, comme le font certains éditeurs et Windows PowerShell. Enregistrez-le en UTF-8, puis choisissez-le de nouveau.',
];
const NO_JSON = [
  'This is not a JSON file, or it is damaged.',
  'Ce n’est pas un fichier JSON, ou il est endommagé.',
];
const OTHER_JSON = [
  'This is a JSON file, but not the key of a service account.',
  'Ce fichier est au format JSON, mais ce n’est pas la clé d’un compte de service.',
];
const IN_UTF_16 =
  'The body is in UTF-16, as some editors and Windows PowerShell save files. Save the file as UTF-8 and send it again. Nothing was changed.';
const NOT_JSON = 'The body is not valid JSON in UTF-8. Nothing was changed.';
const TOO_DEEP =
  'The body nests lists or objects more than 32 levels deep, which no call accepts. A key file has one level. Nothing was changed.';

describe('bytes that are not a key file', () => {
  it.each<[string, (text: string) => string | Buffer, readonly string[], string]>([
    ['UTF-16 with its mark', (text) => utf16(`\ufeff${text}`), UTF_16, IN_UTF_16],
    ['UTF-16 without', utf16, UTF_16, IN_UTF_16],
    ['UTF-16 of a Mac', (text) => utf16(`\ufeff${text}`).swap16(), UTF_16, IN_UTF_16],
    ['UTF-16 of a Mac without its mark', (text) => utf16(text).swap16(), UTF_16, IN_UTF_16],
    ['a JSON file that was cut off', (text) => text.slice(0, 100), NO_JSON, NOT_JSON],
    ['a letter', () => 'Dear administrator,', NO_JSON, NOT_JSON],
    ['a picture', () => Buffer.from([0x89, 0x50, 0xff, 0x00]), NO_JSON, NOT_JSON],
    ['20,000 levels', (text) => text.replace(/\{"type[^}]*\}/, deep), OTHER_JSON, TOO_DEEP],
  ])('%s', async (_name, encode, page, detail) => {
    const text = JSON.stringify(keyFile);
    expect(pageSays(Buffer.from(encode(text)))).toStrictEqual(page);
    const response = await call(server, 'put', '/v1/configuration')
      .set('content-type', MEDIA_TYPE)
      .serialize((body) => body as string)
      .send(encode(bodyOf(text)));
    expect([response.status, response.body]).toMatchObject([400, { detail }]);
  });

  it.each<[string, string | Buffer, string, readonly [string, string]]>([
    ['an empty file', '', 'key.json', ['This file is empty.', 'Ce fichier est vide.']],
    [
      'a file of blanks and NUL',
      ' \0\r\n',
      'key.json',
      ['This file is empty.', 'Ce fichier est vide.'],
    ],
    [
      'a file of 65 KiB',
      'x'.repeat(65 * 1024),
      'key.json',
      [
        'This file is larger than 64 KiB. A key file has about 2 KiB.',
        'Ce fichier dépasse 64 Kio. Un fichier de clé fait environ 2 Kio.',
      ],
    ],
    [
      'the old P12 format',
      Buffer.from([0x30, 0x82, 0x09]),
      'acme.p12',
      [
        'This is a key in the old P12 format. A key in JSON format is required.',
        'Cette clé est à l’ancien format P12. Une clé au format JSON est requise.',
      ],
    ],
  ])('only the page sees %s', (_name, content, name, page) => {
    expect(pageSays(Buffer.from(content), name)).toStrictEqual(page);
  });

  it.each([
    ['a byte order mark in front', (text: string) => `\ufeff${text}`],
    ['NUL at the end', (text: string) => `${text}\0\0`],
    ['the end mark of DOS', (text: string) => `${text}\r\n\u001a`],
    ['a zero width space at both ends', (text: string) => `\u200b${text}\u200b`],
  ])('the page accepts a key file with %s', (_name, around) => {
    expect(pageSays(Buffer.from(around(JSON.stringify(keyFile))))).toBeUndefined();
  });
});
