/**
 * Why a bind said nothing of the password. By LDAP result code: `ldap-busy` 51, `ldap-unavailable` 52,
 * `ldap-quota` 11, `ldap-not-allowed` 50 (unit or licence), `ldap-certificate` 48 or a TLS alert about our
 * certificate, `ldap-name` 34, `ldap-unwilling` 53, `ldap-protocol` 2 or 7, `ldap-other` 80 and every other
 * code. Without a code: `ldap-unreachable` (name, route, refused), `ldap-untrusted` (the server's chain or
 * name), `ldap-silent` (no answer in time), `ldap-closed` (the connection ended first), `ldap-unreadable`.
 */
export type BindFailure =
  | 'ldap-busy'
  | 'ldap-unavailable'
  | 'ldap-quota'
  | 'ldap-not-allowed'
  | 'ldap-certificate'
  | 'ldap-name'
  | 'ldap-unwilling'
  | 'ldap-protocol'
  | 'ldap-other'
  | 'ldap-unreachable'
  | 'ldap-untrusted'
  | 'ldap-silent'
  | 'ldap-closed'
  | 'ldap-unreadable';
