import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { fingerprintOf } from './client-certificates';
import { converse } from './conversation';
import { type LdapDirectory } from './ldap-directory';
import { type KeyAndCertificate, SECURE_LDAP_SERVERNAME } from './server-certificates';

/** Where clients find a Secure LDAP server, and what they need to trust it. */
export type SecureLdapAddress = {
  /** For example `ldaps://127.0.0.1:8636`. */
  readonly url: string;
  /** The name to send as SNI and to look for in the certificate. */
  readonly servername: string;
  /** The authority to trust, in PEM. */
  readonly ca: string;
};

export type SecureLdapServer = SecureLdapAddress & {
  /** Breaks every connection. */
  stop(): Promise<void>;
};

const MAX_CONNECTIONS = 500;
const HANDSHAKE_MS = 30_000;
const IDLE_MS = 600_000;

/** Serves the directory on loopback. Port 0 is any free one. Throws Node's error from `listen`. */
export async function startSecureLdap(ldap: LdapDirectory, port = 0): Promise<SecureLdapServer> {
  const { authority, named, nameless } = ldap.serverCertificates;
  const contexts = { named: contextOf(named), nameless: contextOf(nameless) };
  const open = new Set<Socket>();
  const server = createServer((raw) => {
    open.add(raw);
    raw.once('close', () => open.delete(raw));
    serve(ldap, secured(raw, contexts));
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `ldaps://127.0.0.1:${(server.address() as AddressInfo).port}`,
    servername: SECURE_LDAP_SERVERNAME,
    ca: authority,
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const contextOf = ({ key, certificate }: KeyAndCertificate): SecureContext =>
  createSecureContext({
    key,
    cert: certificate,
    minVersion: 'TLSv1.2',
    sessionIdContext: 'secure-ldap', // without it a resumed session is an error
  });

/**
 * TLS as Google's server speaks it. The certificate depends on whether the client sends a name. A client
 * without a certificate gets the alert "certificate required", under TLS 1.3 after its handshake. Any
 * certificate is let in: whether it is known is answered with a result code. `tls.Server` can't do that, since
 * it breaks a connection whose certificate it does not trust.
 */
function secured(
  raw: Socket,
  { named, nameless }: Record<'named' | 'nameless', SecureContext>,
): TLSSocket {
  return new TLSSocket(raw, {
    isServer: true,
    secureContext: nameless,
    SNICallback: (_name, done) => {
      done(null, named);
    },
    requestCert: true,
    rejectUnauthorized: true, // here: a missing certificate only
  });
}

function serve(ldap: LdapDirectory, socket: TLSSocket): void {
  const end = (): void => {
    socket.destroy();
  };
  socket.on('error', end); // a client that broke off, or failed the handshake
  socket.setTimeout(HANDSHAKE_MS, end);
  socket.once('secure', () => {
    socket.setTimeout(IDLE_MS);
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) {
      end();
      return;
    }
    const received = socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    const answers = Readable.from(converse(ldap, fingerprintOf(certificate), received));
    // Whatever the reason, the end of a conversation is the end of the connection.
    pipeline(answers, socket).then(() => {
      socket.destroySoon();
    }, end);
  });
}
