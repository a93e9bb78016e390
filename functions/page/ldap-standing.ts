import { type SecureLdapAnswer } from '../api/configuration';
import { reachedThreshold } from '../domain/configuration/ldap-expiry';
import { DAY_MS, type EpochMs } from '../domain/time';

/**
 * How long the certificate is still valid. `daysLeft` is rounded up. `threshold`: 90, 30 or 7, the lowest number
 * of days that is reached.
 */
export type Validity =
  | { readonly kind: 'valid' }
  | { readonly kind: 'expiring'; readonly daysLeft: number; readonly threshold: number }
  | { readonly kind: 'expired' };

export function validityOf(notAfter: EpochMs, now: EpochMs): Validity {
  if (notAfter <= now) return { kind: 'expired' };
  const threshold = reachedThreshold(notAfter, now);
  if (threshold === undefined) return { kind: 'valid' };
  return { kind: 'expiring', daysLeft: Math.ceil((notAfter - now) / DAY_MS), threshold };
}

/** How Secure LDAP stands as a whole. The page has a sentence for each. */
export type LdapStanding = 'ok' | 'failing' | 'unproved' | 'unchecked' | 'expired';

/** A check may be a day old, and the certificate may have expired since. */
export function standingOf(
  { state, links }: SecureLdapAnswer['verification'],
  validity: Validity,
): LdapStanding {
  if (validity.kind === 'expired') return 'expired';
  if (state !== 'waiting') return state;
  return links.some((link) => link.id === 'ldap-connect' && link.state === 'ok')
    ? 'unproved'
    : 'unchecked';
}
