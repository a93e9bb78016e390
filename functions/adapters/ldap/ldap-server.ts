import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Where to bind, as the environment says it: `SECURE_LDAP_URL`, `SECURE_LDAP_SERVERNAME`, `SECURE_LDAP_CA`. */
export type LdapPlace = {
  readonly url: string;
  readonly servername?: string | undefined;
  /** A file with the only certificate authorities to trust, PEM. */
  readonly caFile?: string | undefined;
};

/** Where to bind. */
export type LdapServer = {
  /** `ldaps://` with a host and, unless it is 636, a port. */
  readonly url: string;
  /**
   * The name to send as SNI and to find in the server's certificate. Absent: the URL's host. Google presents
   * a self-signed certificate on purpose to a client that sends none.
   */
  readonly servername?: string | undefined;
  /** The only certificate authorities to trust, PEM. Absent: those of Node. */
  readonly ca?: string | undefined;
};

/** Google's own. */
export const GOOGLE_LDAP_SERVER: LdapServer = { url: 'ldaps://ldap.google.com:636' };

/** Reads the file of certificate authorities. Throws if there is none, or no certificate in it. */
export function ldapServerAt({ url, servername, caFile }: LdapPlace): LdapServer {
  if (caFile === undefined) return { url, servername };
  const ca = readFileSync(caFile, 'utf8');
  new X509Certificate(ca); // a TLS context would take any text, and then trust nobody
  return { url, servername, ca };
}

/** Host and port of the server's URL. An IPv6 address comes without its brackets. */
export function hostAndPort({ url }: LdapServer): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? 636 : Number(port) };
}
