import { type Server } from 'node:http';
import request from 'supertest';
import { registeredKeyFile } from '../../fakes/google-connection';
import { WholeService } from '../../fakes/whole-service';
import { type KEY_FILE, PUBLIC_PEM } from '../../fixtures/key-files';
import { call, MANAGER, MEDIA_TYPE, put, VIEWER } from './calls';

const ADMIN = { adminUsername: 'admin@example.com' };
const CONFIGURATION = '/v1/configuration';
const CANARY = 'CANARY-do-not-tell';

let service: WholeService;
let server: Server;
let keyFile: typeof KEY_FILE;
let before: unknown;
beforeAll(async () => {
  service = await WholeService.open();
  server = service.serve('configuration');
  keyFile = registeredKeyFile(service.workspace);
  await put(server, { ...ADMIN, serviceAccountKey: keyFile });
  before = (await call(server, 'get', CONFIGURATION)).body;
  service.workspace.wire.statistics.reset();
});
/** Whatever was sent, the saved configuration stays, no key was added or lost, and Google was not called. */
afterEach(async () => {
  expect((await call(server, 'get', CONFIGURATION)).body).toStrictEqual(before);
  expect(await service.platform.keys.list()).toStrictEqual([{ version: '1', state: 'enabled' }]);
  expect(service.workspace.wire.statistics.report().totalCalls).toBe(0);
  expect(service.lines.join('\n')).not.toContain(CANARY);
});
afterAll(() => {
  service.close();
});

type Refused = { type: string; detail: string; retry: string; errors?: { pointer: string }[] };
const refusal = (response: request.Response): (string | number)[] => {
  const { type, errors = [] } = response.body as Refused;
  const code = type.replace('urn:google-apps-passwords:problem:', '');
  return [response.status, code, ...errors.map(({ pointer }) => pointer)];
};

describe('a file that can’t be the key is refused with the place of the fault', () => {
  it.each<[string, (file: typeof KEY_FILE) => unknown, string, RegExp]>([
    [
      'an OAuth client',
      () => ({ installed: { client_secret: CANARY } }),
      '/serviceAccountKey/installed',
      /OAuth client/,
    ],
    [
      'a person’s credentials',
      () => ({ type: 'authorized_user', refresh_token: CANARY }),
      '/serviceAccountKey/type',
      /of a user/,
    ],
    [
      'no private key',
      ({ private_key: _, ...rest }) => rest,
      '/serviceAccountKey/private_key',
      /no private key/,
    ],
    [
      'a public key',
      (file) => ({ ...file, private_key: PUBLIC_PEM }),
      '/serviceAccountKey/private_key',
      /public key/,
    ],
    [
      'a truncated key',
      (file) => ({ ...file, private_key: file.private_key.slice(0, 600) }),
      '/serviceAccountKey/private_key',
      /cut off/,
    ],
    [
      'a damaged key',
      (file) => ({ ...file, private_key: CANARY }),
      '/serviceAccountKey/private_key',
      /damaged/,
    ],
    [
      'no client id',
      (file) => ({ ...file, client_id: CANARY }),
      '/serviceAccountKey/client_id',
      /client ID/,
    ],
    ['an empty object', () => ({}), '/serviceAccountKey/type', /service_account/],
    ['text', () => CANARY, '/serviceAccountKey', /./],
    ['a list', () => [CANARY], '/serviceAccountKey', /./],
  ])('%s', async (_name, make, pointer, says) => {
    const response = await put(server, { ...ADMIN, serviceAccountKey: make(keyFile) });
    expect(refusal(response)).toStrictEqual([400, 'invalid-request', pointer]);
    const body = response.body as Refused;
    expect(body.detail).toMatch(says);
    expect(body.detail).toMatch(/Nothing was changed\./);
    expect(body.retry).toBe('after-change');
    expect(response.text).not.toContain(CANARY);
  });
});

describe('an invalid body names each wrong field', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing in it', {}, ['/adminUsername']],
    ['no admin', { keyless: true }, ['/adminUsername']],
    ['an admin without @', { adminUsername: CANARY, keyless: true }, ['/adminUsername']],
    [
      'an admin without a dot',
      { adminUsername: 'admin@localhost', keyless: true },
      ['/adminUsername'],
    ],
    [
      'an admin with a name',
      { adminUsername: 'A <admin@example.com>', keyless: true },
      ['/adminUsername'],
    ],
    [
      'two admins',
      { adminUsername: 'a@example.com,b@example.com', keyless: true },
      ['/adminUsername'],
    ],
    [
      'an admin with NUL',
      { adminUsername: 'a\u0000@example.com', keyless: true },
      ['/adminUsername'],
    ],
    [
      'an admin with half a character',
      { adminUsername: 'a\ud800@example.com', keyless: true },
      ['/adminUsername'],
    ],
    [
      'an admin of a page',
      { adminUsername: `${'a'.repeat(250)}@b.cd`, keyless: true },
      ['/adminUsername'],
    ],
    [
      'an admin that is a list',
      { adminUsername: ['admin@example.com'], keyless: true },
      ['/adminUsername'],
    ],
    ['an admin without @, and no key', { adminUsername: CANARY }, ['/adminUsername']],
    ['a key that is null', { ...ADMIN, serviceAccountKey: null }, ['/serviceAccountKey']],
    ['keyless: null', { ...ADMIN, keyless: null }, ['/keyless']],
    ['both', { ...ADMIN, keyless: true, serviceAccountKey: {} }, ['/serviceAccountKey']],
    ['keyless: false', { ...ADMIN, keyless: false }, ['/keyless']],
    ['a field of its own', { ...ADMIN, keyless: true, token_uri: CANARY }, ['/token_uri']],
    [
      'the key file itself',
      { type: 'service_account', private_key: CANARY },
      ['/type', '/private_key', '/adminUsername'],
    ],
    ['a list', [], ['']],
    ['null', 'null', ['']],
  ])('%s', async (_name, body, pointers) => {
    const response = await put(server, body);
    expect(refusal(response)).toStrictEqual([400, 'invalid-request', ...pointers]);
    expect(response.text).not.toContain(CANARY);
  });
});

describe('a body that can’t be read', () => {
  const REFUSED = {
    400: [400, 'invalid-request'],
    413: [413, 'payload-too-large'],
    415: [415, 'unsupported-media-type'],
  };
  it.each<[string, string, string | Buffer, keyof typeof REFUSED]>([
    ['broken JSON', MEDIA_TYPE, `{"adminUsername": "${CANARY}`, 400],
    ['no UTF-8', MEDIA_TYPE, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400],
    ['nothing', MEDIA_TYPE, '', 400],
    ['the general type of JSON', 'application/json', `{"adminUsername":"${CANARY}"}`, 415],
    ['a form', 'application/x-www-form-urlencoded', `key=${CANARY}`, 415],
    ['a file upload', 'multipart/form-data; boundary=x', `--x\r\n\r\n${CANARY}`, 415],
    ['text', 'text/plain', CANARY, 415],
    ['more than 64 KiB of key', MEDIA_TYPE, bigBody(65_500), 413],
    ['much more', MEDIA_TYPE, bigBody(3_000_000), 413],
  ])('%s is refused', async (_name, type, body, status) => {
    const test = call(server, 'put', CONFIGURATION).set('content-type', type);
    const response = await test.serialize((bytes) => bytes as string).send(body);
    expect(refusal(response)).toStrictEqual(REFUSED[status]);
    expect(response.text).not.toContain(CANARY);
  });

  it('of the right type with a charset is read', async () => {
    const test = call(server, 'put', CONFIGURATION);
    const response = await test.set('content-type', `${MEDIA_TYPE}; charset=UTF-8`).send('{}');
    expect(refusal(response)).toStrictEqual([400, 'invalid-request', '/adminUsername']);
  });
});

function bigBody(bytes: number): string {
  return JSON.stringify({ ...ADMIN, serviceAccountKey: { type: CANARY, pad: 'x'.repeat(bytes) } });
}

describe('an invalid policy', () => {
  it.each<[unknown, string[]]>([
    [{ length: 7 }, ['/length']],
    [{ length: 101, periodDays: 366 }, ['/length', '/periodDays']],
    [{ periodDays: 0.5 }, ['/periodDays']],
    [{ alphabet: 'aab' }, ['/alphabet', '/alphabet']],
    [
      { window: { days: ['monday'], from: '24:00', to: '05:00', timeZone: 'Paris' } },
      ['/window/from', '/window/timeZone'],
    ],
    [
      { window: { days: ['monday'], from: '22:00', to: '05:00', timeZone: '+02:00' } },
      ['/window/timeZone'],
    ],
    [{ orgUnitPaths: ['Staff'] }, ['/orgUnitPaths/0']],
    [{ length: 8, alphabet: '0123456789', periodDays: 366 }, ['/periodDays', '/length']],
    [{ lenght: 30 }, ['/lenght']],
    [[], ['']],
  ])('%j is refused', async (policy, pointers) => {
    const response = await call(server, 'put', '/v1/policy').send(policy as object);
    expect(refusal(response)).toStrictEqual([400, 'invalid-request', ...pointers]);
  });
});

describe('a caller without permission is refused', () => {
  const CALLS = [
    ['get', CONFIGURATION],
    ['put', CONFIGURATION],
    ['delete', CONFIGURATION],
    ['post', `${CONFIGURATION}/verification`],
    ['put', '/v1/policy'],
  ] as const;

  it.each(CALLS)('%s %s without a verified identity is refused', async (method, path) => {
    const response = await call(server, method, path, '');
    expect(refusal(response)).toStrictEqual([403, 'forbidden-identity']);
  });

  it.each(CALLS)('%s %s by somebody without a role is refused', async (method, path) => {
    const response = await call(server, method, path, 'somebody@example.com');
    expect(refusal(response)).toStrictEqual([403, 'forbidden-role']);
    expect((response.body as Refused).detail).toMatch(/System Management.*System Read Only/);
  });

  it.each(CALLS.filter(([method]) => method === 'put' || method === 'delete'))(
    '%s %s by System Read Only is refused',
    async (method, path) => {
      const response = await call(server, method, path, VIEWER);
      expect(refusal(response)).toStrictEqual([403, 'forbidden-role']);
    },
  );

  it.each(CALLS.filter(([method]) => method !== 'get'))(
    '%s %s from a page of another site is refused',
    async (method, path) => {
      for (const header of [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'https://evil.example' },
        { origin: 'null' },
      ]) {
        const response = await call(server, method, path).set(header);
        expect(refusal(response)).toStrictEqual([403, 'forbidden-origin']);
      }
    },
  );

  it('another method is answered with the allowed ones', async () => {
    const response = await request(server)
      .post(CONFIGURATION)
      .set('x-goog-iap-jwt-assertion', MANAGER);
    expect(refusal(response)).toStrictEqual([405, 'method-not-allowed']);
    expect(response.headers['allow']).toBe('GET, HEAD, PUT, DELETE');
  });
});
