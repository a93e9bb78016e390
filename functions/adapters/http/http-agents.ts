import { once } from 'node:events';
import { Agent as HttpAgent, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { type Duplex } from 'node:stream';
import { type TLSSocket } from 'node:tls';

/** Google's front end drops an idle connection after about four minutes; ours go first. */
const IDLE_MS = 60_000;

/** How an agent is given the connection, or why there is none. */
type Taken = (error: Error | null, socket: Duplex) => void;

/** Beside Node's own options: what gives up the call that the connection is opened for. */
type Opening = { readonly givenUpBy?: AbortSignal };

/** What a TLS connection stands on: only that can be reset. */
const underneath = new WeakMap<object, Socket>();

/**
 * Ends a connection at once and for good: what the kernel has not delivered yet is thrown away, and
 * the other side gets a reset. A socket that is only closed is still delivered, minutes later if the
 * network comes back then.
 *
 * What stands on the TCP connection learns of it by itself, later. It must not be destroyed in the same
 * turn: from within one of its own callbacks that frees what OpenSSL is still using, and Node crashes.
 */
export function reset(socket: Socket): void {
  const tcp = underneath.get(socket) ?? socket;
  if (tcp.connecting || tcp.destroyed) tcp.destroy();
  else tcp.resetAndDestroy();
}

/** Both agents hand a connection over when it is ready, so whoever is given one may write at once. */
class PlainAgent extends HttpAgent {
  override createConnection(options: ClientRequestArgs & Opening, taken?: Taken): undefined {
    void hand(openTcp(options), taken);
  }
}

class SecureAgent extends HttpsAgent {
  override createConnection(options: RequestOptions & Opening, taken?: Taken): undefined {
    const secure = (tcp: Socket): TLSSocket =>
      super.createConnection({ ...options, socket: tcp } as RequestOptions) as TLSSocket;
    void hand(openTls(options, secure), taken);
  }
}

/** Connections that are kept for the next call to the same host. */
export const httpAgent = new PlainAgent({ keepAlive: true, timeout: IDLE_MS });
export const httpsAgent = new SecureAgent({ keepAlive: true, timeout: IDLE_MS });

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

/** The session, the server's name and the protocol are Node's own affair, as without us. */
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
  socket.on('error', () => undefined); // for the moments in which nobody else listens
  try {
    await once(socket, event, givenUpBy ? { signal: givenUpBy } : {});
  } catch (error) {
    reset(socket);
    throw error;
  }
}
