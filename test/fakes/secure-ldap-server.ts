import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { createSecureContext, createServer, type Server, type TLSSocket } from 'node:tls';
import { BerReader } from 'ldapts';
import { pair, pem, SERVERNAME } from '../fixtures/secure-ldap';
import { bindResponse } from './ldap-bytes';

/** A bind as the server received it. */
export type ReceivedBind = {
  readonly id: number;
  readonly name: string;
  readonly password: string;
};

export type SecureLdapOptions = {
  /** The certificate to present with SNI, by the name of its files. */
  readonly certificate?: 'server' | 'elsewhere' | 'expired' | 'unnamed';
  readonly tls?: 'TLSv1.2' | 'TLSv1.3';
};

/**
 * A server of Secure LDAP over real TLS: it wants the client certificate `client`, shows a self-signed
 * certificate without SNI, and knows one password for each name. `reply` may be replaced by any other conduct.
 */
export class SecureLdapServer {
  readonly passwords = new Map<string, string>();
  readonly binds: ReceivedBind[] = [];
  /** The names that clients sent as SNI. */
  readonly servernames: (string | false)[] = [];
  connections = 0;
  reply = (socket: TLSSocket, { id, name, password }: ReceivedBind): void => {
    socket.write(bindResponse(id, this.passwords.get(name) === password ? 0 : 49));
  };
  #closed = 0;
  #onClose = (): void => undefined;
  readonly #server: Server;
  readonly #sockets = new Set<{ destroy(): unknown }>();

  private constructor({ certificate = 'server', tls = 'TLSv1.3' }: SecureLdapOptions) {
    const common = {
      ca: pem('client.pem'),
      minVersion: tls,
      maxVersion: tls,
      // A client whose key cannot sign so comes without its certificate, and gets OpenSSL's alert. For another
      // certificate that it does not know, Node only closes the connection.
      sigalgs: 'ecdsa_secp256r1_sha256',
    };
    const named = createSecureContext({ ...common, ...pair(certificate) });
    this.#server = createServer({
      ...common,
      ...pair('unnamed'),
      SNICallback: (name, done) => {
        done(null, name === SERVERNAME ? named : undefined);
      },
      requestCert: true,
      rejectUnauthorized: true,
    });
    this.#server.on('connection', (socket: TLSSocket) => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.on('error', () => undefined); // clients may leave at any time
      socket.on('close', () => {
        this.#closed += 1;
        this.#onClose();
      });
    });
    this.#server.on('secureConnection', (socket) => {
      this.#sockets.add(socket);
      this.servernames.push(socket.servername ?? false);
      socket.on('error', () => undefined);
      socket.on('data', (bytes: Buffer) => {
        const bind = readBind(bytes);
        this.binds.push(bind);
        this.reply(socket, bind);
      });
    });
  }

  static async start(options: SecureLdapOptions = {}): Promise<SecureLdapServer> {
    const server = new SecureLdapServer(options);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `ldaps://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next connection, once its handshake is over. */
  async nextSecure(): Promise<TLSSocket> {
    const [socket] = (await once(this.#server, 'secureConnection')) as [TLSSocket];
    return socket;
  }

  /** Waits until every connection has ended. */
  allClosed(): Promise<void> {
    return new Promise((resolve) => {
      this.#onClose = () => {
        if (this.#closed === this.connections) resolve();
      };
      this.#onClose();
    });
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }
}

/** A request to bind. It comes in one piece here. */
function readBind(bytes: Buffer): ReceivedBind {
  const reader = new BerReader(bytes);
  reader.readSequence(0x30);
  const id = reader.readInt() ?? -1;
  reader.readSequence(0x60);
  if (reader.readInt() !== 3) throw new Error('not version 3');
  return { id, name: reader.readString() ?? '', password: reader.readString(0x80) ?? '' };
}
