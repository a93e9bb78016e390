import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates, TLSSocket } from 'node:tls';
import { SELF_SIGNED } from './self-signed';

export type Scheme = 'http' | 'https';

/** A connection as the other side sees it. */
export type Peer = {
  readonly socket: Socket;
  /** How it ended: by a reset, or closed in order. */
  readonly ended: Promise<'reset' | 'closed'>;
  /** Over TLS: it resumed the session of an earlier connection. */
  readonly resumed: boolean;
};

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server over plain TCP or TLS that shows what happens to its connections. */
export class WireServer {
  readonly peers: Peer[] = [];
  /** The method and path of each request whose header arrived. */
  readonly requests: string[] = [];
  /** Called with the plain TCP connection, before any handshake. */
  onConnection: () => void = () => undefined;
  handle: Handler = (_request, response) => void response.end('{}');
  readonly #server;
  readonly #scheme: Scheme;
  readonly #trustedBefore = getCACertificates('default');

  constructor(scheme: Scheme) {
    this.#scheme = scheme;
    const handle: Handler = (request, response) => {
      this.requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
      this.handle(request, response);
    };
    this.#server =
      scheme === 'http' ? createServer(handle) : createSecureServer(SELF_SIGNED, handle);
    // This side closes no idle connection: otherwise a process that was busy for long would find it closed.
    this.#server.keepAliveTimeout = 0;
    this.#server.on('connection', () => {
      this.onConnection();
    });
    this.#server.on(scheme === 'http' ? 'connection' : 'secureConnection', (socket: Socket) => {
      const resumed = socket instanceof TLSSocket && socket.isSessionReused();
      this.peers.push({ socket, ended: endOf(socket), resumed });
    });
  }

  /** Returns the root URL. From then on this process trusts the certificate. */
  async start(): Promise<string> {
    setDefaultCACertificates([...this.#trustedBefore, SELF_SIGNED.cert]);
    await new Promise<void>((resolve) => this.#server.listen(0, 'localhost', resolve));
    return `${this.#scheme}://localhost:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    setDefaultCACertificates(this.#trustedBefore);
  }
}

const endOf = (socket: Socket): Promise<'reset' | 'closed'> =>
  new Promise((resolve) => {
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNRESET') resolve('reset');
    });
    socket.on('close', () => {
      resolve('closed');
    });
  });
