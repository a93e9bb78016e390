import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { ldapProver } from '../../../functions/adapters/ldap/ldap-prover';
import { Secret } from '../../../functions/domain/secret';
import { durationMs } from '../../../functions/domain/time';
import { type BindOutcome } from '../../../functions/ports/password-prover';
import { bindResponse } from '../../fakes/ldap-bytes';
import { SecureLdapServer } from '../../fakes/secure-ldap-server';
import { LDAP_CODES } from '../../fixtures/ldap-codes';
import { identity, pem, SERVERNAME } from '../../fixtures/secure-ldap';

const CLIENT = identity('client');
const ca = pem('ca.pem');
/** Longer than any answer takes. */
const PATIENT = durationMs(60_000);
/** For who does not answer: nothing else may end the bind. */
const SHORT = durationMs(300);

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serverWith(
  options: Parameters<typeof SecureLdapServer.start>[0] = {},
): Promise<SecureLdapServer> {
  const server = await SecureLdapServer.start(options);
  closing.push(() => server.close());
  server.passwords.set('alice@example.com', 'Secret-1');
  return server;
}

const proverOf = ({ url }: { readonly url: string }) =>
  ldapProver({ url, servername: SERVERNAME, ca });

const alice = (password = 'Secret-1') => ({
  name: 'alice@example.com',
  password: new Secret(password),
});

const unknown = (failure: string) => ({ result: 'unknown', failure });
/** The password went out before the failure. */
const unanswered = (failure: string) => ({ ...unknown(failure), sent: true });

const bindAt = (server: { readonly url: string }, withinMs = PATIENT): Promise<BindOutcome> =>
  proverOf(server).bind(CLIENT, alice(), withinMs);

/** A server that speaks no TLS and does as told with each connection. */
async function rawServer(
  onConnection: (socket: Socket) => void,
): Promise<{ readonly url: string }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return { url: `ldaps://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('a bind', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('works with the right password, %s', async (tls) => {
    const server = await serverWith({ tls });
    expect(await bindAt(server)).toStrictEqual({ result: 'works' });
    expect(server.binds).toStrictEqual([
      { id: 2, name: 'alice@example.com', password: 'Secret-1' },
    ]);
    expect(server.servernames).toStrictEqual(['ldap.example.com']);
  });

  test('is refused with a wrong password, once, without another try', async () => {
    const server = await serverWith();
    const prover = proverOf(server);
    expect(await prover.bind(CLIENT, alice('Secret-2'), PATIENT)).toStrictEqual({
      result: 'refused',
    });
    expect([server.connections, server.binds.length]).toStrictEqual([1, 1]);
  });

  test('sends any name and password as they are, in UTF-8', async () => {
    const server = await serverWith();
    const name = 'uid=änne,ou=Staff,ou=Users,dc=example,dc=com';
    const password = `ü"\\\u0000€${'x'.repeat(300)}`;
    server.passwords.set(name, password);
    const bind = { name, password: new Secret(password) };
    expect(await proverOf(server).bind(CLIENT, bind, PATIENT)).toStrictEqual({ result: 'works' });
  });

  test('has a connection of its own, also beside another', async () => {
    const server = await serverWith();
    const prover = proverOf(server);
    const outcomes = await Promise.all([
      prover.bind(CLIENT, alice(), PATIENT),
      prover.bind(CLIENT, alice('Secret-2'), PATIENT),
    ]);
    expect(outcomes).toStrictEqual([{ result: 'works' }, { result: 'refused' }]);
    expect(server.connections).toBe(2);
  });

  test.each([...LDAP_CODES, { code: 127, outcome: 'ldap-other' as const }])(
    'that is answered with code $code: $outcome',
    async ({ code, outcome }) => {
      const server = await serverWith();
      server.reply = (socket, { id }) => socket.write(bindResponse(id, code, 'any text'));
      const isAnswer = outcome === 'works' || outcome === 'refused';
      expect(await bindAt(server)).toStrictEqual(isAnswer ? { result: outcome } : unknown(outcome));
    },
  );

  test.each(['works', 'refused', 'fails'])('that %s leaves no connection open', async (how) => {
    const server = await serverWith();
    if (how === 'fails') server.reply = (socket) => socket.write('no LDAP');
    await proverOf(server).bind(CLIENT, alice(how === 'works' ? 'Secret-1' : 'Secret-2'), PATIENT);
    await server.allClosed();
    expect(server.connections).toBe(1);
  });

  test('with an empty password throws before anything is connected', async () => {
    const server = await serverWith();
    await expect(proverOf(server).bind(CLIENT, alice(''), PATIENT)).rejects.toThrow(
      'An empty password would be an anonymous bind.',
    );
    expect(server.connections).toBe(0);
  });

  test.each(['', 'EXTERNAL', 'PLAIN', 'alice'])(
    'under the name "%s" throws before anything is connected',
    async (name) => {
      const server = await serverWith();
      const bind = { name, password: new Secret('Secret-1') };
      await expect(proverOf(server).bind(CLIENT, bind, PATIENT)).rejects.toThrow(
        'A bind needs an address or a DN as its name.',
      );
      expect(server.connections).toBe(0);
    },
  );
});

describe('a server that cannot be trusted gets no password', () => {
  test.each([
    ['its name is another', { certificate: 'elsewhere' }],
    ['its certificate has expired', { certificate: 'expired' }],
    ['its certificate is self-signed', { certificate: 'unnamed' }],
    ['the same under TLS 1.2', { certificate: 'unnamed', tls: 'TLSv1.2' }],
  ] as const)('%s', async (_, options) => {
    const server = await serverWith(options);
    expect(await bindAt(server)).toStrictEqual(unknown('ldap-untrusted'));
    expect(await proverOf(server).connect(CLIENT, PATIENT)).toBe('ldap-untrusted');
    expect(server.binds).toStrictEqual([]);
  });

  test('its certificate authority is not one of Node', async () => {
    const server = await serverWith();
    const prover = ldapProver({ url: server.url, servername: SERVERNAME });
    expect(await prover.connect(CLIENT, PATIENT)).toBe('ldap-untrusted');
  });

  test('without SNI it shows a self-signed certificate', async () => {
    const server = await serverWith();
    const prover = ldapProver({ url: server.url, ca });
    expect(await prover.connect(CLIENT, PATIENT)).toBe('ldap-untrusted');
  });

  test('a setting of the environment that turns verification off changes nothing', async () => {
    const server = await serverWith({ certificate: 'unnamed' });
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await bindAt(server)).toStrictEqual(unknown('ldap-untrusted'));
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });
});

describe('a client certificate that is refused', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('shows in a bind, %s', async (tls) => {
    const server = await serverWith({ tls });
    const outcome = await proverOf(server).bind(identity('stranger'), alice(), PATIENT);
    expect(outcome).toStrictEqual(unknown('ldap-certificate'));
    expect(server.binds).toStrictEqual([]);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('shows when connecting, %s', async (tls) => {
    const server = await serverWith({ tls });
    expect(await proverOf(server).connect(identity('stranger'), PATIENT)).toBe('ldap-certificate');
  });

  test('does not stay in use once it is replaced, nor comes into use for another', async () => {
    const server = await serverWith();
    const prover = proverOf(server);
    const results: string[] = [];
    for (const name of ['stranger', 'client', 'client', 'stranger'] as const) {
      results.push((await prover.bind(identity(name), alice(), PATIENT)).result);
    }
    expect(results).toStrictEqual(['unknown', 'works', 'works', 'unknown']);
  });

  test.each([
    ['certificate', { ...CLIENT, certificate: 'no PEM' }],
    ['key', { ...CLIENT, privateKey: new Secret('no PEM') }],
    ['pair', { ...CLIENT, privateKey: new Secret(pem('server.key')) }],
  ])('is not even shown if OpenSSL cannot read the %s', async (_, unreadable) => {
    const server = await serverWith();
    const outcome = await proverOf(server).bind(unreadable, alice(), PATIENT);
    expect(outcome).toStrictEqual(unknown('ldap-certificate'));
    expect(server.connections).toBe(0);
  });
});

describe('connecting', () => {
  test('tells nothing if all is well, and binds nobody', async () => {
    const server = await serverWith();
    expect(await proverOf(server).connect(CLIENT, PATIENT)).toBeUndefined();
    expect([server.connections, server.binds.length]).toStrictEqual([1, 0]);
  });

  test.each([
    ['a port where nothing listens', 'ldaps://127.0.0.1:1'],
    ['a name that nobody has', `ldaps://${'x'.repeat(64)}.example`],
  ])('to %s', async (_, url) => {
    expect(await proverOf({ url }).connect(CLIENT, PATIENT)).toBe('ldap-unreachable');
    expect(await bindAt({ url })).toStrictEqual(unknown('ldap-unreachable'));
  });

  test('to a server that speaks no TLS', async () => {
    const server = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await bindAt(server)).toStrictEqual(unknown('ldap-unreadable'));
  });
});

describe('silence ends at the deadline', () => {
  test('in the handshake', async () => {
    const server = await rawServer(() => undefined);
    expect(await bindAt(server, SHORT)).toStrictEqual(unknown('ldap-silent'));
    expect(await proverOf(server).connect(CLIENT, SHORT)).toBe('ldap-silent');
  });

  test('after the bind', async () => {
    const server = await serverWith();
    server.reply = () => undefined;
    expect(await bindAt(server, durationMs(1_500))).toStrictEqual(unanswered('ldap-silent'));
  });

  test('in the middle of the answer', async () => {
    const server = await serverWith();
    server.reply = (socket) => socket.write(bindResponse(2, 0).subarray(0, 9));
    expect(await bindAt(server, durationMs(1_500))).toStrictEqual(unanswered('ldap-silent'));
  });

  test('and no time at all opens no connection', async () => {
    const server = await serverWith();
    expect(await bindAt(server, durationMs(0))).toStrictEqual(unknown('ldap-silent'));
    expect(server.connections).toBe(0);
  });
});

describe('a connection that ends first', () => {
  test.each([
    ['in the handshake', 'destroy'],
    ['in the handshake, politely', 'end'],
  ] as const)('%s', async (_, how) => {
    const server = await rawServer((socket) => socket[how]());
    expect(await bindAt(server)).toStrictEqual(unknown('ldap-closed'));
  });

  test.each([
    ['instead of the answer', 0, 'destroy'],
    ['politely, instead of the answer', 0, 'end'],
    ['in the middle of the answer', 8, 'end'],
  ] as const)('%s', async (_, bytes, how) => {
    const server = await serverWith();
    server.reply = (socket) => {
      if (bytes > 0) socket.write(bindResponse(2, 0).subarray(0, bytes));
      socket[how]();
    };
    expect(await bindAt(server)).toStrictEqual(unanswered('ldap-closed'));
  });
});
