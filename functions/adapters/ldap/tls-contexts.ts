import { type SecureContext } from 'node:tls';
import { type LdapIdentity } from '../../ports/password-prover';
import { type LdapServer } from './ldap-server';

/** What a TLS connection with this client certificate needs; undefined: OpenSSL refuses it or its key. */
export type TlsContextOf = (identity: LdapIdentity) => SecureContext | undefined;

/**
 * Keeps the context of the last certificate. To read the certificate and the key again for each bind takes a fifth
 * of the time of a handshake.
 */
export function tlsContexts(server: LdapServer): TlsContextOf {
  let last: { readonly identity: LdapIdentity; readonly context: SecureContext } | undefined;
  return (identity) => {
    if (last && isSame(last.identity, identity)) return last.context;
    const context = contextOf(server, identity);
    last = context && { identity, context };
    return context;
  };
}

const isSame = (one: LdapIdentity, other: LdapIdentity): boolean =>
  one.certificate === other.certificate && one.privateKey.reveal() === other.privateKey.reveal();

/** OpenSSL's error is dropped, since it can quote the certificate and the key. */
function contextOf(
  { ca }: LdapServer,
  { certificate: cert, privateKey }: LdapIdentity,
): SecureContext | undefined {
  const { createSecureContext } = process.getBuiltinModule('node:tls'); // loaded at the first bind
  try {
    return createSecureContext({ cert, key: privateKey.reveal(), ca, minVersion: 'TLSv1.2' });
  } catch {
    return undefined;
  }
}
