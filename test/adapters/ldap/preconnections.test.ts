import { type TLSSocket } from 'node:tls';
import { ldapProver } from '../../../functions/adapters/ldap/ldap-prover';
import { preconnections } from '../../../functions/adapters/ldap/preconnections';
import { type BindFailure } from '../../../functions/domain/proofs/bind-failure';
import { Secret } from '../../../functions/domain/secret';
import { durationMs } from '../../../functions/domain/time';
import { SecureLdapServer } from '../../fakes/secure-ldap-server';
import { identity, pem, SERVERNAME } from '../../fixtures/secure-ldap';

const CLIENT = identity('client');
const ALICE = { name: 'alice@example.com', password: new Secret('Secret-1') };
const PATIENT = durationMs(60_000);

let server: SecureLdapServer;
beforeEach(async () => {
  server = await SecureLdapServer.start();
  server.passwords.set('alice@example.com', 'Secret-1');
});
afterEach(() => server.close());

const proverOf = ({ url }: { readonly url: string }) =>
  ldapProver({ url, servername: SERVERNAME, ca: pem('ca.pem') });

describe('a connection opened before its bind', () => {
  it('is the one that the bind uses', async () => {
    const opened = server.nextSecure();
    const ahead = proverOf(server).preconnect(CLIENT);
    await opened;
    expect(await ahead.bind(ALICE, PATIENT)).toStrictEqual({ result: 'works' });
    ahead.close();
    expect(server.connections).toBe(1);
    await server.allClosed();
  });

  it('is waited for', async () => {
    const ahead = proverOf(server).preconnect(CLIENT);
    expect(await ahead.bind(ALICE, PATIENT)).toStrictEqual({ result: 'works' });
    expect(server.connections).toBe(1);
  });

  it('is closed if no bind comes, without one', async () => {
    const opened = server.nextSecure();
    const ahead = proverOf(server).preconnect(CLIENT);
    await opened;
    ahead.close();
    await server.allClosed();
    expect(server.binds).toStrictEqual([]);
  });

  it('is opened again if the server has ended it', async () => {
    const opened = server.nextSecure();
    const ahead = proverOf(server).preconnect(CLIENT);
    (await opened).end();
    await server.allClosed();
    expect(await ahead.bind(ALICE, PATIENT)).toStrictEqual({ result: 'works' });
    expect(server.connections).toBe(2);
    expect(server.binds).toHaveLength(1);
  });

  it('does not open where nobody listens, and the bind says why', async () => {
    const ahead = proverOf({ url: 'ldaps://127.0.0.1:1' }).preconnect(CLIENT);
    expect(await ahead.bind(ALICE, PATIENT)).toStrictEqual({
      result: 'unknown',
      failure: 'ldap-unreachable',
    });
  });

  it('ends with the time of its bind', async () => {
    server.reply = () => undefined;
    const ahead = proverOf(server).preconnect(CLIENT);
    expect(await ahead.bind(ALICE, durationMs(300))).toStrictEqual({
      result: 'unknown',
      failure: 'ldap-silent',
      sent: true,
    });
    await server.allClosed();
  });

  it('never carries an empty password', async () => {
    const ahead = proverOf(server).preconnect(CLIENT);
    const empty = { name: 'alice@example.com', password: new Secret('') };
    await expect(ahead.bind(empty, PATIENT)).rejects.toThrow('anonymous');
    ahead.close();
    await server.allClosed();
    expect(server.binds).toStrictEqual([]);
  });
});

test.each([
  ['the server has said something', { readyState: 'open', readableLength: 7 }],
  ['one side has ended', { readyState: 'readOnly', readableLength: 0 }],
])('none is taken if %s', async (_, state) => {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- only these two are read
  const socket = state as TLSSocket;
  const ended = Promise.withResolvers<BindFailure>().promise;
  let isGivenUp = false;
  const { take } = preconnections()((givenUp) => {
    givenUp.addEventListener('abort', () => (isGivenUp = true));
    return Promise.resolve({ socket, ended });
  });
  expect(await take(new AbortController().signal)).toBeUndefined();
  expect(isGivenUp).toBe(true);
});

describe('connections in vain', () => {
  let now = 0;
  let begun = 0;
  const pending = (): Promise<never> => {
    begun += 1;
    return new Promise(() => undefined);
  };

  it('are five at once, and none within a second after one that was not needed', () => {
    const open = preconnections(() => now);
    const all = Array.from({ length: 8 }, () => open(pending));
    expect(begun).toBe(5);
    all.forEach(({ close }) => {
      close();
      close();
    });
    now += 999;
    open(pending).close();
    expect(begun).toBe(5);
    now += 1;
    const next = Array.from({ length: 8 }, () => open(pending));
    expect(begun).toBe(10);
    next.forEach(({ close }) => {
      close();
    });
  });
});
