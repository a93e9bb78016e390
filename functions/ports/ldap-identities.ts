import { type LdapIdentity } from './password-prover';

/** The certificates and keys for Secure LDAP, as the vault keeps them. */
export interface LdapIdentities {
  /** The pair of this version of the vault; undefined if it is missing, disabled, destroyed or unreadable. */
  read(keyVersion: string): Promise<LdapIdentity | undefined>;
}
