import { type LdapIdentities } from '../../ports/ldap-identities';
import {
  type BindOutcome,
  type LdapIdentity,
  type PasswordProver,
  type Preconnection,
} from '../../ports/password-prover';
import { type Configuration } from '../configuration/configuration';
import { type Bound, noteBind, type NoteBindPorts } from '../configuration/note-bind';
import { type SecureLdap } from '../configuration/secure-ldap';
import { bindDn } from '../proofs/bind-dn';
import { type BindPacePorts, noteBindQuota } from '../proofs/bind-turns';
import { type Secret } from '../secret';
import { type DurationMs, type EpochMs } from '../time';
import { type DirectoryUser } from '../user';

export type BindPorts = NoteBindPorts &
  BindPacePorts & {
    readonly ldapIdentities: LdapIdentities;
    readonly prover: PasswordProver;
  };

/**
 * Secure LDAP as it was saved, and as binds of this process have shown it since, with the certificate and key to
 * bind with. `primaryDomain`: that of the administrator whom we act as; absent: nobody, so that a user's own
 * domain counts as the primary one. `guessesSince`: since when such a name may be wrong; absent: names are known.
 */
export type OpenLdap = {
  secureLdap: SecureLdap;
  readonly identity: LdapIdentity;
  readonly primaryDomain?: string;
  readonly guessesSince?: EpochMs;
  /** A connection for the next bind, and no other. */
  readonly preconnection?: Preconnection;
};

/**
 * Opens Secure LDAP as configured. `off`: it is not connected. `no-pair`: the certificate or its key can no
 * longer be read. If they were replaced since the configuration was read, the new ones count.
 */
export async function openLdap(
  { configurations, ldapIdentities }: Pick<BindPorts, 'configurations' | 'ldapIdentities'>,
  { secureLdap, connection, connectedAt }: Configuration,
): Promise<OpenLdap | 'off' | 'no-pair'> {
  if (secureLdap === undefined) return 'off';
  const { keyVersion } = secureLdap;
  const identity = await ldapIdentities.read(keyVersion);
  if (identity === undefined) {
    const now = await configurations.read();
    const isReplaced = now.secureLdap?.keyVersion !== keyVersion;
    return isReplaced ? openLdap({ configurations, ldapIdentities }, now) : 'no-pair';
  }
  const admin = connection?.adminUsername;
  const guesses =
    secureLdap.bindName === 'dn' && connectedAt !== undefined ? { guessesSince: connectedAt } : {};
  return {
    secureLdap,
    identity,
    ...(admin === undefined ? guesses : { primaryDomain: domainOf(admin) }),
  };
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** `known`: the last proof of this user. */
export type UserBind = Pick<Bound, 'known'> & {
  readonly password: Secret;
  readonly withinMs: DurationMs;
};

/**
 * One bind as this user, who was just read from Google. Records what the bind shows of the connection and of
 * Google's quota. The caller has taken a place of the shared pace (`bind-turns.ts`), and keeps the count of
 * refused binds (`proof.ts`).
 */
export async function bindUser(
  ports: BindPorts,
  ldap: OpenLdap,
  user: Pick<DirectoryUser, 'id' | 'primaryEmail' | 'orgUnitPath'>,
  { password, withinMs, known }: UserBind,
): Promise<BindOutcome> {
  const { secureLdap, identity, preconnection } = ldap;
  const { primaryDomain = domainOf(user.primaryEmail) } = ldap;
  const name = secureLdap.bindName === 'dn' ? bindDn(user, primaryDomain) : user.primaryEmail;
  const bind = { name, password };
  const outcome = await (preconnection?.bind(bind, withinMs) ??
    ports.prover.bind(identity, bind, withinMs));
  if (outcome.result === 'unknown' && outcome.failure === 'ldap-quota') await noteBindQuota(ports);
  ldap.secureLdap = await noteBind(ports, ldap.secureLdap, outcome, { userId: user.id, known });
  return outcome;
}
