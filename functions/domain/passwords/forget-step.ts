import { type Account } from '../account';
import { type PasswordEvent } from '../event';
import { durationMs, type DurationMs, type EpochMs, later, until } from '../time';
import { afterExpiredLease } from './password-claim';
import { neverConfirmed, type PasswordChange } from './password-change';
import { tombstoneOf } from './password-finish';
import { TIMING } from './timing';

/** Whose call forgets a password here without a call to Google, and what that is called. */
export type Forgetting = {
  readonly action: 'revoked' | 'forgotten';
  readonly caller: string;
  readonly eventId: string;
  readonly now: EpochMs;
};

/** `changes`: what the audit trail is told; empty: it was forgotten before. */
export type Forgotten = {
  readonly kind: 'forgotten';
  readonly changes: readonly PasswordChange[];
};

/** How long somebody may yet send a password of this account; 0: nobody may. */
export const leaseLeft = ({ lease }: Account, now: EpochMs): DurationMs =>
  durationMs(lease ? until(now, later(lease.until, TIMING.clockSkewMs)) : 0);

/**
 * Forgets what is kept of an account that nobody is about to send from. The quarantine stays on the
 * tombstone, that of a lease which ran out included.
 */
export function forget(
  account: Account,
  { action, caller, eventId, now: at }: Forgetting,
): { write: Account; events: readonly PasswordEvent[]; result: Forgotten } {
  const { userId, primaryEmail, lastVersion: version, candidates } = account;
  const type = `password.${action}` as const;
  const changes = [
    ...neverConfirmed(account, candidates, at),
    { action, userId, version, caller, at },
  ];
  return {
    write: tombstoneOf(afterExpiredLease(account)),
    events: [{ id: eventId, type, userId, primaryEmail, version, at }],
    result: { kind: 'forgotten', changes },
  };
}
