import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { iapAssertionVerifier } from '../../functions/adapters/gcp/iap-assertion';
import { systemClock } from '../../functions/adapters/system-clock';
import { type FunctionName } from '../../functions/composition';
import { gatewayListener } from '../../local/gateway';
import { localIap } from '../../local/iap';
import { localFunctions } from '../../local/local-functions';

/** What a function received. */
type Received = {
  name: FunctionName;
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  raw: string;
  body: string | undefined;
};

const iap = localIap(systemClock);
const verify = iapAssertionVerifier({ ...iap, clock: systemClock });
let received: Received[];
let server: Server;
let url: string;

async function listen(simulated: boolean): Promise<void> {
  received = [];
  const functions = localFunctions((name) => async (call, response) => {
    const { method, url: path, headers, rawHeaders } = call;
    const raw = rawHeaders.join('\n');
    received.push({ name, method, url: path, headers, raw, body: await text(call) });
    response.end(name);
  });
  const gateway = {
    iap,
    members: { systemManagement: [], systemReadOnly: ['read-only@example.com'] },
    clock: systemClock,
    functions,
    events: (_: unknown, response: { end(data: string): void }) => {
      response.end('events');
      return Promise.resolve();
    },
    ...(simulated
      ? {
          simulated: {
            google: (
              call: { headers: IncomingHttpHeaders },
              response: { end(data: string): void },
            ) => {
              response.end(`google ${call.headers.authorization ?? ''}`);
            },
            tryPage: (_: unknown, response: { end(data: string): void }) => {
              response.end('try-page');
            },
            wifiSignIn: (call: IncomingMessage, response: ServerResponse) => call.pipe(response),
          },
        }
      : {}),
  };
  server = createServer(gatewayListener(gateway));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(() => listen(true));
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const answerTo = async (path: string, init: RequestInit = {}): Promise<string> =>
  (await fetch(url + path, init)).text();

/** Like fetch, but with headers that fetch would not send. */
async function rawCall(headers: Record<string, string>, path = '/'): Promise<[number, string]> {
  const call = request(url + path, { headers }).end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  return [response.statusCode!, await text(response)];
}

describe('what a function receives', () => {
  test('the method, the address and the body unchanged', async () => {
    const body = '{"name":"Zoë"}';
    await answerTo('/v1/users/a%2Fb/password?q=%20', {
      method: 'PUT',
      headers: { 'content-type': 'application/vnd.example+json', 'x-other': 'kept' },
      body,
    });
    expect(received).toMatchObject([
      {
        name: 'passwords',
        method: 'PUT',
        url: '/v1/users/a%2Fb/password?q=%20',
        headers: { 'x-other': 'kept' },
        body: '{"name":"Zoë"}',
      },
    ]);
  });

  test('the path of a whole URL, as one is sent to a proxy', async () => {
    const { port } = server.address() as AddressInfo;
    const path = `http://localhost:${port}/v1/users/a%2Fb/password?q=%20`;
    const call = request({ host: '127.0.0.1', port, path }).end();
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    expect(await text(response)).toBe('passwords');
    expect(received).toMatchObject([{ url: '/v1/users/a%2Fb/password?q=%20' }]);
  });

  test('a body that is sent in chunks, of 31 MiB', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    async function* chunks(): AsyncGenerator<Buffer> {
      for (let sent = 0; sent < 31; sent += 1) yield await Promise.resolve(chunk);
    }
    await answerTo('/v1/configuration', {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: chunks(),
      duplex: 'half',
    });
    expect(received[0]?.body).toHaveLength(31 * 1024 * 1024);
  });

  test('none of the headers that only a gate may set', async () => {
    const forged = {
      'X-Goog-IAP-JWT-Assertion': 'forged',
      'x-goog-authenticated-user-email': 'forged',
      'X-GOOG-Anything': 'forged',
      Authorization: 'Bearer forged',
      'X-Serverless-Authorization': 'Bearer forged',
      'X-Local-Identity': 'somebody@example.com',
    };
    await answerTo('/v1/configuration', { headers: forged });
    await answerTo('/v1/users/a', { headers: forged });
    for (const { headers, raw } of received) {
      expect(JSON.stringify(headers)).not.toContain('forged');
      expect(raw).not.toContain('forged');
      expect(headers).not.toHaveProperty('x-local-identity');
    }
    expect(received[0]?.headers).not.toHaveProperty('authorization');
    expect(received[1]?.headers).not.toHaveProperty('x-goog-iap-jwt-assertion');
  });

  test('before configuration: an assertion that the app’s own verifier accepts, for the identity', async () => {
    await answerTo('/', { headers: { 'X-Local-Identity': 'Ann@Example.com' } });
    await answerTo('/');
    const vouched = received.map(({ headers }) =>
      verify(String(headers['x-goog-iap-jwt-assertion'])),
    );
    expect(await Promise.all(vouched)).toStrictEqual(
      ['Ann@Example.com', 'system-management@example.com'].map((email) => ({ email })),
    );
  });

  test('before the others: a token with its signature removed, as Cloud Run hands it on', async () => {
    await answerTo('/v1/users/a', { headers: { 'X-Local-Identity': 'mdm@example.com' } });
    const [, header, claims, signature] =
      /^Bearer (.+)\.(.+)\.(.+)$/.exec(received[0]!.headers.authorization ?? '') ?? [];
    const decoded = [header, claims].map(
      (part) => JSON.parse(Buffer.from(part!, 'base64url').toString()) as unknown,
    );
    expect(decoded).toMatchObject([{ alg: 'RS256' }, { email: 'mdm@example.com' }]);
    expect(signature).toBe('SIGNATURE_REMOVED_BY_GOOGLE');
  });

  test('but the simulated Google gets the authorization that a device sent', async () => {
    const headers = { authorization: 'Basic YTpi' };
    expect(await answerTo('/Microsoft-Server-ActiveSync', { method: 'OPTIONS', headers })).toBe(
      'google Basic YTpi',
    );
  });
});

test('a sign-in to the Wi-Fi comes with its body unread, so that its own limit counts', async () => {
  const unread = { method: 'POST', body: 'unread' };
  expect(await answerTo('/local/wifi-sign-in', unread)).toBe('unread');
});

describe('a caller without permission', () => {
  const problemOf = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(url + path, init);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    return response.json();
  };

  test.each(['/v1/users/a', '/v1/runs/run-1', '/v1/rotations/run-1', '/v1/rotation-tasks'])(
    'a read-only member may not invoke what answers %s',
    async (path) => {
      const problem = await problemOf(path, {
        headers: { 'X-Local-Identity': 'Read-Only@example.com' },
      });
      expect(problem).toMatchObject({
        type: 'urn:google-apps-passwords:problem:forbidden-role',
        status: 403,
        detail: expect.stringContaining('Read-Only@example.com') as string,
      });
      expect(received).toStrictEqual([]);
    },
  );

  test('a read-only member reaches configuration, where the app decides', async () => {
    const headers = { 'X-Local-Identity': 'read-only@example.com' };
    expect(await answerTo('/v1/configuration', { headers })).toBe('configuration');
  });

  test.each(['nobody', 'a@b, c@d', '@', 'a@b c', `${'a'.repeat(65)}@example.com`])(
    'an identity that is no address, %j, is refused',
    async (identity) => {
      const problem = await problemOf('/', { headers: { 'X-Local-Identity': identity } });
      expect(problem).toMatchObject({
        type: 'urn:google-apps-passwords:problem:invalid-request',
        status: 400,
        detail: 'X-Local-Identity must be one email address.',
      });
    },
  );

  test.each([
    'evil.example',
    'evil.example:8080',
    '127.0.0.1.evil.example',
    'localhost.evil',
    'null',
  ])('a call to another name for this server, %j, is refused on every path', async (host) => {
    for (const path of [
      '/',
      '/v1/users/a',
      '/google/token',
      '/local',
      '/local/wifi-sign-in',
      '/v1/events',
    ]) {
      const [status, body] = await rawCall({ host }, path);
      expect(status).toBe(403);
      expect(body).toContain('urn:google-apps-passwords:problem:forbidden-origin');
    }
    expect(received).toStrictEqual([]);
  });

  test('a call that names no host is refused', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.end('GET / HTTP/1.0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 403 .*forbidden-origin/s);
  });

  test.each(['localhost', 'LOCALHOST:1', '127.0.0.1:8080', '[::1]:8080'])(
    'the name %s is this machine',
    async (host) => {
      expect(await rawCall({ host })).toStrictEqual([200, 'configuration']);
    },
  );

  test('a body over 32 MiB is refused unread if it declares its length', async () => {
    const [status, body] = await rawCall({ 'content-length': String(33 * 1024 * 1024) });
    expect(status).toBe(413);
    expect(body).toContain('urn:google-apps-passwords:problem:payload-too-large');
    expect(received).toStrictEqual([]);
  });

  test('a body over 32 MiB without a declared length is refused once it exceeds the limit', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(
      'PUT /v1/configuration HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    const chunk = `100000\r\n${'x'.repeat(1024 * 1024)}\r\n`;
    for (let sent = 0; sent < 33; sent += 1) socket.write(chunk);
    socket.end('0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 413 .*payload-too-large/s);
    expect(received).toStrictEqual([]);
  });
});

test('if Google is elsewhere, its paths say that it is not simulated', async () => {
  server.close();
  await listen(false);
  const google = await fetch(`${url}/google/token`, { method: 'POST' });
  expect(google.status).toBe(404);
  expect(await google.json()).toMatchObject({
    type: 'urn:google-apps-passwords:problem:not-found',
  });
  const wifi = await fetch(`${url}/local/wifi-sign-in`, { method: 'POST' });
  expect(wifi.status).toBe(404);
  const page = await fetch(`${url}/local`);
  expect([page.status, page.headers.get('content-type')]).toStrictEqual([
    404,
    'text/plain; charset=utf-8',
  ]);
  expect(await page.text()).toContain('There is no simulated Google Workspace:');
});
