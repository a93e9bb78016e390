import { once } from 'node:events';
import { Agent as HttpAgent, type ClientRequestArgs, request } from 'node:http';
import { type RequestOptions } from 'node:https';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { type Duplex } from 'node:stream';
import { type TLSSocket } from 'node:tls';

/** Google's front end closes an idle connection after about four minutes. Ours are closed earlier. */
const IDLE_MS = 60_000;

/** The callback that gives an agent its connection, or the error. */
type Taken = (error: Error | null, socket: Duplex) => void;

/**
 * An addition to Node's own options: the signal that aborts the call for which the connection is opened.
 */
type Opening = { readonly givenUpBy?: AbortSignal };

/** The TCP connection below each TLS connection. Only TCP can be reset. */
const underneath = new WeakMap<object, Socket>();

/**
 * Ends a connection immediately: the kernel discards data that is not delivered yet, and the other side
 * receives a reset. After a normal close, that data would still be delivered, even minutes later when the
 * network recovers.
 *
 * The layers above TCP are notified later. They must not be destroyed in the same turn: inside one of their
 * own callbacks, that frees memory that OpenSSL still uses, and Node crashes.
 */
export function reset(socket: Socket): void {
  const tcp = underneath.get(socket) ?? socket;
  if (tcp.connecting || tcp.destroyed) tcp.destroy();
  else tcp.resetAndDestroy();
}

/** Both agents return a connection only when it is ready, so that the caller can write immediately. */
class PlainAgent extends HttpAgent {
  override createConnection(options: ClientRequestArgs & Opening, taken?: Taken): undefined {
    void hand(openTcp(options), taken);
  }
}

/** How the calls of one scheme are made: over connections that are kept alive for the next call to the same host. */
export type Transport = { readonly request: typeof request; readonly agent: HttpAgent };

export const plainTransport: Transport = {
  request,
  agent: new PlainAgent({ keepAlive: true, timeout: IDLE_MS }),
};

let secure: Transport | undefined;

/** Loads Node's TLS at the first call: no function needs it to start (docs/decisions/0005). */
export const secureTransport = (): Transport => (secure ??= newSecureTransport());

function newSecureTransport(): Transport {
  const https = process.getBuiltinModule('node:https');
  class SecureAgent extends https.Agent {
    override createConnection(options: RequestOptions & Opening, taken?: Taken): undefined {
      const withTls = (tcp: Socket): TLSSocket =>
        super.createConnection({ ...options, socket: tcp } as RequestOptions) as TLSSocket;
      void hand(openTls(options, withTls), taken);
    }
  }
  return { request: https.request, agent: new SecureAgent({ keepAlive: true, timeout: IDLE_MS }) };
}

async function hand(opened: Promise<Socket>, taken: Taken | undefined): Promise<void> {
  const socket = await opened.catch((error: unknown) =>
    error instanceof Error ? error : new Error('no connection'),
  );
  if (socket instanceof Error) taken?.(socket, undefined as never);
  else taken?.(null, socket);
}

async function openTcp(options: object & Opening): Promise<Socket> {
  const tcp = connect(options as NetConnectOpts);
  await ready(tcp, 'connect', options);
  return tcp;
}

/** Node handles session, server name and protocol as it does by default. */
async function openTls(
  options: object & Opening,
  secure: (tcp: Socket) => TLSSocket,
): Promise<Socket> {
  const tcp = await openTcp(options);
  const tls = secure(tcp);
  underneath.set(tls, tcp);
  await ready(tls, 'secureConnect', options);
  return tls;
}

async function ready(socket: Socket, event: string, { givenUpBy }: Opening): Promise<void> {
  socket.on('error', () => undefined); // covers the time in which no other listener exists
  try {
    await once(socket, event, givenUpBy ? { signal: givenUpBy } : {});
  } catch (error) {
    reset(socket);
    throw error;
  }
}
