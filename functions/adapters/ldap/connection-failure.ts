import { type TLSSocket } from 'node:tls';
import { type BindFailure } from '../../domain/proofs/bind-failure';

/** How far a connection got, and why it ended. `error` is absent if the other side closed it. */
export type Ended = {
  readonly socket: Pick<TLSSocket, 'authorizationError'>;
  readonly isConnected: boolean;
  readonly isOverdue: boolean;
  readonly error?: unknown;
};

/**
 * The alerts of TLS that say something of our certificate. `HANDSHAKE_FAILURE` is what OpenSSL sends under TLS
 * 1.2 to a client without one; `CERTIFICATE_REQUIRED` is the same under TLS 1.3, where it comes after the
 * handshake.
 */
const ABOUT_OUR_CERTIFICATE =
  /_ALERT_(BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR|HANDSHAKE_FAILURE)$/;

/**
 * Why a connection gave no answer. Reads only the error's `code`: the error itself can hold certificates, is
 * circular, and goes no further.
 */
export function connectionFailure({ socket, isConnected, isOverdue, error }: Ended): BindFailure {
  const code = codeOf(error);
  if (isOverdue) return 'ldap-silent';
  if (isRefused(socket)) return 'ldap-untrusted';
  if (ABOUT_OUR_CERTIFICATE.test(code)) return 'ldap-certificate';
  if (!isConnected) return 'ldap-unreachable';
  return /^(ERR_SSL_|EPROTO$)/.test(code) ? 'ldap-unreadable' : 'ldap-closed';
}

/** Node's type says that it is always set. It is `null` until the server's certificate has been refused. */
const isRefused = ({ authorizationError }: { readonly authorizationError: unknown }): boolean =>
  Boolean(authorizationError);

const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return String(error.code);
};
