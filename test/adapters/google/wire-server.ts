import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates, TLSSocket } from 'node:tls';
import { SELF_SIGNED } from './self-signed';

export type Scheme = 'http' | 'https';

/** A connection as the other side sees it. */
export type Peer = {
  readonly socket: Socket;
  /** How it ended: with a reset, or closed in order. */
  readonly ended: Promise<'reset' | 'closed'>;
  /** Over TLS: it went on from what an earlier connection agreed on. */
  readonly resumed: boolean;
};

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server over plain or secure TCP that shows what becomes of its connections. */
export class WireServer {
  readonly peers: Peer[] = [];
  /** Method and path of each request whose head came in. */
  readonly requests: string[] = [];
  /** Called with the bare TCP connection, before any handshake. */
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
    // No idle connection is closed by this side: a process that was busy for long would find it gone.
    this.#server.keepAliveTimeout = 0;
    this.#server.on('connection', () => {
      this.onConnection();
    });
    this.#server.on(scheme === 'http' ? 'connection' : 'secureConnection', (socket: Socket) => {
      const resumed = socket instanceof TLSSocket && socket.isSessionReused();
      this.peers.push({ socket, ended: endOf(socket), resumed });
    });
  }

  /** The root URL. From here on this process trusts the certificate. */
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
