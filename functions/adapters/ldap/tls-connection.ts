import { isIP } from 'node:net';
import { type SecureContext, type TLSSocket } from 'node:tls';
import { type BindFailure } from '../../domain/proofs/bind-failure';
import { connectionFailure, type Ended } from './connection-failure';
import { hostAndPort, type LdapServer } from './ldap-server';

/** An open connection. */
export type TlsConnection = {
  readonly socket: TLSSocket;
  /** Why it ended. Settles when it is closed, also by us. */
  readonly ended: Promise<BindFailure>;
};

export type TlsRequest = {
  readonly server: LdapServer;
  /** Of the client certificate: see `tls-contexts.ts`. */
  readonly secureContext: SecureContext;
  /** Ends the connection, in whatever phase it is. */
  readonly deadline: AbortSignal;
};

/**
 * Opens a TLS connection: with SNI, to a server whose chain and name are trusted, with the client certificate.
 * Nothing is tried twice. Under TLS 1.3 it is open before the server has judged the client certificate.
 */
export async function openTls({
  server,
  secureContext,
  deadline,
}: TlsRequest): Promise<TlsConnection | BindFailure> {
  if (deadline.aborted) return 'ldap-silent';
  const { host, port } = hostAndPort(server);
  const name = server.servername ?? host;
  const { connect } = process.getBuiltinModule('node:tls'); // loaded at the first bind
  const socket = connect({
    host,
    port,
    servername: isIP(name) === 0 ? name : '', // an address is no SNI; then the host is compared
    secureContext,
    rejectUnauthorized: true, // explicit, so that no environment variable turns it off
  });
  socket.setNoDelay(); // or the bind waits until the server has acknowledged the handshake: 40 ms and more
  const ended = endOf(socket, deadline);
  const opened = new Promise<true>((resolve) => {
    socket.once('secureConnect', () => {
      resolve(true);
    });
  });
  const first = await Promise.race([opened, ended]);
  return first === true ? { socket, ended } : first;
}

function endOf(socket: TLSSocket, deadline: AbortSignal): Promise<BindFailure> {
  const giveUp = (): void => {
    socket.destroy();
  };
  deadline.addEventListener('abort', giveUp, { once: true });
  let isConnected = false;
  let error: Ended['error'];
  socket.once('connect', () => {
    isConnected = true;
  });
  socket.on('error', (cause) => {
    error ??= cause;
  });
  return new Promise((resolve) => {
    socket.once('close', () => {
      deadline.removeEventListener('abort', giveUp);
      resolve(connectionFailure({ socket, isConnected, isOverdue: deadline.aborted, error }));
    });
  });
}
