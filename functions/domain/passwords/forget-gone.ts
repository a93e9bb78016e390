import { type UserId } from '../account';
import { DAY_MS, durationMs, type EpochMs, later } from '../time';
import { withCredibleTimes } from './credible-times';
import { forget, type Forgotten, leaseLeft } from './forget-step';
import { type CallPorts } from './managed-user';
import { type PasswordFailure } from './password-failure';
import { isUnbound } from './seen-user';

/** An administrator can restore a deleted user for 20 days, with the password; a day for doubt. */
const RESTORABLE_MS = durationMs(21 * DAY_MS);

/** Nobody knows whether the user was of the Workspace that is asked. */
const NOT_KNOWN: PasswordFailure = { kind: 'google-failed', failure: { code: 'user-not-found' } };

/** Google knows no such user: nothing was forgotten, and will be by the same call from then on. */
export type Gone = { readonly kind: 'gone'; readonly forgottenFrom: EpochMs };

/**
 * Takes back the password of a user whom Google, asked for the id, does not know. Nothing can be
 * scrambled there; ours is forgotten once nobody can restore the user any more.
 */
export async function forgetGone(
  ports: Pick<CallPorts, 'accounts' | 'configurations' | 'clock' | 'newId' | 'caller'>,
  userId: UserId,
): Promise<Forgotten | Gone | PasswordFailure> {
  const { accounts, configurations, clock, newId, caller } = ports;
  const eventId = newId();
  const seen = await configurations.read();
  return accounts.transact<Forgotten | Gone | PasswordFailure>(userId, (stored) => {
    if (stored === undefined) return { result: { kind: 'no-password' } };
    if (stored.status === 'revoked') return { result: { kind: 'forgotten', changes: [] } };
    if (stored.customerId === undefined || isUnbound(stored, seen)) return { result: NOT_KNOWN };
    const now = clock.now();
    const account = withCredibleTimes(stored, now);
    const { goneSince = now } = account;
    const retryAfterMs = leaseLeft(account, now);
    if (retryAfterMs > 0) {
      return {
        ...(account === stored ? {} : { write: account }),
        result: { kind: 'in-progress', retryAfterMs },
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
    return forget(account, { action: 'revoked', caller, eventId, now });
  });
}
