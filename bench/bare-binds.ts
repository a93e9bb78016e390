import { connect, createSecureContext, type SecureContext } from 'node:tls';
import { element } from '../test/fakes/ldap-bytes';
import { type SecureLdap } from './google';

const SUCCESS = Buffer.of(0x0a, 1, 0);

/** Binds at Secure LDAP as bytes over Node's TLS, with a connection of its own for each. */
export class BareBinds {
  readonly #ldap: SecureLdap;
  readonly #secureContext: SecureContext;

  constructor(ldap: SecureLdap) {
    const { ca, certificate: cert, privateKey: key } = ldap;
    this.#ldap = ldap;
    this.#secureContext = createSecureContext({ ca, cert, key });
  }

  /** Whether the password is accepted. */
  works(name: string, password: string): Promise<boolean> {
    const { url, servername } = this.#ldap;
    const { hostname: host, port } = new URL(url);
    const login = [element(0x02, 3), element(0x04, name), element(0x80, password)];
    const request = element(0x30, element(0x02, 1), element(0x60, ...login));
    const secureContext = this.#secureContext;
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port: Number(port), servername, secureContext }, () => {
        socket.write(request);
      });
      socket.once('error', reject);
      socket.once('data', (answer: Buffer) => {
        socket.destroy();
        resolve(answer.includes(SUCCESS));
      });
    });
  }
}
