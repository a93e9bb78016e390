import { type UserId } from '../account';
import { type BindFailure } from '../proofs/bind-failure';
import { BIND_FAILURE_TEXTS } from '../proofs/bind-failure-texts';
import { type EpochMs } from '../time';
import { type Verification } from './verification';

/** How a user is named in a bind: by the primary address, or by a distinguished name. */
export const BIND_NAMES = ['email', 'dn'] as const;
export type BindName = (typeof BIND_NAMES)[number];

/** The links of the chain, in order. */
export const LDAP_LINK_IDS = ['ldap-certificate', 'ldap-connect', 'ldap-bind'] as const;
export type LdapLinkId = (typeof LDAP_LINK_IDS)[number];

export type LdapVerification = Verification<LdapLinkId>;

/** Why a bind did not work. `refused`: Google did not take the password. */
export const BIND_REASONS: readonly (BindFailure | 'refused')[] = [
  ...(Object.keys(BIND_FAILURE_TEXTS) as BindFailure[]),
  'refused',
];

/**
 * What binds have shown. `worked`: one has worked since the certificate was saved. `failure`: why the last
 * one that tells something of the connection did not work; absent once one has worked. `refused`, after one had
 * worked: Google refused too many passwords that had worked.
 */
export type KnownBinds = {
  readonly worked: boolean;
  readonly failure?: (typeof BIND_REASONS)[number];
  /** Somebody checked again since that failure: only the next bind can tell whether it is repaired. */
  readonly again?: true;
  /** Users in a row whose binds said nothing of their passwords: everybody's trouble, if there are more. */
  readonly unanswered?: readonly UserId[];
  /** When a run found that Google refuses too many passwords: those refusals say nothing of the users. */
  readonly manyRefusedAt?: EpochMs;
};

/** What the certificate says of itself; nothing of it is secret. */
export type LdapCertificate = {
  /** SHA-256 of the certificate: 64 hexadecimal digits in lower case. */
  readonly fingerprint: string;
  readonly notBefore: EpochMs;
  readonly notAfter: EpochMs;
};

/** The connection to Google's Secure LDAP. Certificate and key are in their own vault, as `keyVersion`. */
export type SecureLdap = LdapCertificate & {
  readonly keyVersion: string;
  readonly bindName: BindName;
  readonly uploadedAt: EpochMs;
  readonly verification: LdapVerification;
  readonly binds: KnownBinds;
  /** The Workspace that was connected when it was saved, or the first that was known after that. */
  readonly customerId?: string;
  /** The lowest threshold in days before the expiry that an event was written for. */
  readonly warnedDays?: number;
};
