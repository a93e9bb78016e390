import { type BindFailure } from '../../domain/proofs/bind-failure';
import { type DurationMs } from '../../domain/time';
import {
  type Bind,
  type BindOutcome,
  type LdapIdentity,
  type PasswordProver,
} from '../../ports/password-prover';
import { untilDeadline } from '../deadline';
import { bindOutcome } from './bind-outcome';
import { guardedSocket } from './guarded-socket';
import { type LdapServer } from './ldap-server';
import { type Open, preconnections } from './preconnections';
import { openTls, type TlsConnection } from './tls-connection';
import { tlsContexts } from './tls-contexts';

/** How long a closing connection may take to tell that our certificate is refused. */
const GOODBYE_MS = 3_000;

/**
 * Binds at Google's Secure LDAP through ldapts, which is loaded at the first bind. Each bind has a connection
 * of its own, is tried once and ends by its deadline. The answer is checked before ldapts reads it
 * (docs/decisions/0015).
 */
export function ldapProver(server: LdapServer): PasswordProver {
  const contextOf = tlsContexts(server);
  const preconnected = preconnections();
  const opened = async (
    identity: LdapIdentity,
    deadline: AbortSignal,
  ): Promise<TlsConnection | BindFailure> => {
    const secureContext = contextOf(identity);
    return secureContext ? openTls({ server, secureContext, deadline }) : 'ldap-certificate';
  };
  return {
    connect: (identity, withinMs) =>
      untilDeadline(withinMs, async (deadline) => {
        const connection = await opened(identity, deadline);
        if (typeof connection === 'string') return connection;
        return untilDeadline(GOODBYE_MS, (goodbye) => farewell(connection, goodbye));
      }),

    bind: (identity, bind, withinMs) =>
      bindOnce(server, bind, withinMs, (deadline) => opened(identity, deadline)),

    preconnect(identity) {
      const { take, close } = preconnected((givenUp) => opened(identity, givenUp));
      const takenOrOpened: Open = async (deadline) =>
        (await take(deadline)) ?? opened(identity, deadline);
      return {
        bind: (bind, withinMs) => bindOnce(server, bind, withinMs, takenOrOpened),
        close,
      };
    },
  };
}

async function bindOnce(
  server: LdapServer,
  bind: Bind,
  withinMs: DurationMs,
  open: Open,
): Promise<BindOutcome> {
  refuseToSend(bind);
  return untilDeadline(withinMs, async (deadline) => {
    const connection = await open(deadline);
    if (typeof connection === 'string') return { result: 'unknown', failure: connection };
    try {
      return await bindOver(connection, server, bind);
    } finally {
      connection.socket.destroy();
    }
  });
}

/** ldapts takes the bare name of a SASL mechanism, such as `EXTERNAL`, for a request to use it. */
function refuseToSend({ name, password }: Bind): void {
  if (password.reveal() === '') throw new Error('An empty password would be an anonymous bind.');
  if (!/[@=]/.test(name)) throw new Error('A bind needs an address or a DN as its name.');
}

/**
 * Closes the connection and waits for the server to do the same. A server that refuses our certificate under
 * TLS 1.3 says so only now. Any other end is a good one.
 */
async function farewell(
  { socket, ended }: TlsConnection,
  goodbye: AbortSignal,
): Promise<BindFailure | undefined> {
  goodbye.addEventListener('abort', () => {
    socket.destroy();
  });
  socket.resume();
  socket.end();
  const failure = await ended;
  return failure === 'ldap-certificate' ? failure : undefined;
}

async function bindOver(
  connection: TlsConnection,
  { url }: LdapServer,
  { name, password }: Bind,
): Promise<BindOutcome> {
  const { Client, ResultCodeError } = await import('ldapts');
  const { stream, failure } = guardedSocket(connection);
  const client = new Client({ url, createSecureConnection: () => stream });
  try {
    await client.bind(name, password.reveal());
    return { result: 'works' };
  } catch (error) {
    if (error instanceof ResultCodeError) return bindOutcome(error.code);
    // No answer, or one to another message: ldapts has seen the end of the stream.
    const why = (await failure) ?? 'ldap-unreadable';
    // A server that refuses our certificate under TLS 1.3 says so only now, and reads no password.
    return {
      result: 'unknown',
      failure: why,
      ...(why === 'ldap-certificate' ? {} : { sent: true }),
    };
  }
}
