import { type Account, type UserId } from '../account';
import { type UserPorts } from './managed-user';
import { type PasswordFailure } from './password-failure';
import { afterExpiredLease } from './password-claim';
import { withCredibleTimes } from './credible-times';
import { tombstoneOf } from './password-finish';
import { DAY_MS, durationMs, type EpochMs, later, until } from '../time';
import { TIMING } from './timing';

/** An administrator can restore a deleted user for 20 days, with the password; a day for doubt. */
const RESTORABLE_MS = durationMs(21 * DAY_MS);

/** Of the first release: nobody knows whether the user was of the Workspace that is asked. */
const NOT_KNOWN: PasswordFailure = { kind: 'google-failed', failure: { code: 'user-not-found' } };

/** Google knows no such user: nothing was forgotten, and will be by the same call from then on. */
export type Gone = { readonly kind: 'gone'; readonly forgottenFrom: EpochMs };

type Forgotten = { readonly kind: 'forgotten'; readonly changed: boolean } | Gone | PasswordFailure;

/**
 * Takes back the password of a user whom Google, asked for the id, does not know. Nothing can be
 * scrambled there; ours is forgotten once nobody can restore the user any more.
 */
export function forgetGone(
  { accounts, clock, newId }: Pick<UserPorts, 'accounts' | 'clock' | 'newId'>,
  userId: UserId,
): Promise<Forgotten> {
  const eventId = newId();
  return accounts.transact<Forgotten>(userId, (stored) => {
    if (stored === undefined) return { result: { kind: 'no-password' } };
    if (stored.status === 'revoked') return { result: { kind: 'forgotten', changed: false } };
    if (stored.customerId === undefined) return { result: NOT_KNOWN };
    const now = clock.now();
    const account = withCredibleTimes(stored, now);
    const { goneSince = now, lease } = account;
    const leaseLeftMs = lease ? until(now, later(lease.until, TIMING.clockSkewMs)) : 0;
    if (leaseLeftMs > 0) {
      return {
        ...(account === stored ? {} : { write: account }),
        result: { kind: 'in-progress', retryAfterMs: durationMs(leaseLeftMs) },
      };
    }
    const forgottenFrom = later(goneSince, RESTORABLE_MS);
    if (now < forgottenFrom) {
      const write = { ...account, goneSince };
      return {
        ...(account.goneSince === undefined ? { write } : {}),
        result: { kind: 'gone', forgottenFrom },
      };
    }
    return {
      write: tombstoneOf(afterExpiredLease(account)),
      events: [revokedEvent(account, eventId, now)],
      result: { kind: 'forgotten', changed: true },
    };
  });
}

const revokedEvent = ({ userId, primaryEmail, lastVersion }: Account, id: string, at: EpochMs) =>
  ({ id, type: 'password.revoked', userId, primaryEmail, version: lastVersion, at }) as const;
