import { type Account, type UserId } from '../account';
import { type CallPorts } from './managed-user';
import { neverConfirmed, type PasswordChange } from './password-change';
import { type PasswordFailure } from './password-failure';
import { withCredibleTimes } from './credible-times';
import { tombstoneOf } from './password-finish';
import { DAY_MS, durationMs, type EpochMs, later, until } from '../time';
import { TIMING } from './timing';

/** An administrator can restore a deleted user for 20 days, with the password; a day for doubt. */
const RESTORABLE_MS = durationMs(21 * DAY_MS);

/** Google knows no such user: nothing was forgotten, and will be by the same call from then on. */
export type Gone = { readonly kind: 'gone'; readonly forgottenFrom: EpochMs };

/** `changes`: what the audit trail is told; empty: it was forgotten before. */
type Forgotten =
  | { readonly kind: 'forgotten'; readonly changes: readonly PasswordChange[] }
  | Gone
  | PasswordFailure;

/**
 * Takes back the password of a user whom Google, asked for the id, does not know. Nothing can be
 * scrambled there; ours is forgotten once nobody can restore the user any more.
 */
export function forgetGone(
  { accounts, clock, newId, caller }: Pick<CallPorts, 'accounts' | 'clock' | 'newId' | 'caller'>,
  userId: UserId,
): Promise<Forgotten> {
  const eventId = newId();
  return accounts.transact<Forgotten>(userId, (stored) => {
    if (stored === undefined) return { result: { kind: 'no-password' } };
    if (stored.status === 'revoked') return { result: { kind: 'forgotten', changes: [] } };
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
      write: tombstoneOf(withoutLease(account)),
      events: [revokedEvent(account, eventId, now)],
      result: { kind: 'forgotten', changes: changesOf(account, caller, now) },
    };
  });
}

function withoutLease({ lease: _, ...account }: Account): Account {
  return account;
}

function changesOf(account: Account, caller: string, at: EpochMs): readonly PasswordChange[] {
  const { userId, lastVersion: version, candidates } = account;
  return [
    ...neverConfirmed(account, candidates, at),
    { action: 'revoked', userId, version, caller, at },
  ];
}

const revokedEvent = ({ userId, primaryEmail, lastVersion }: Account, id: string, at: EpochMs) =>
  ({ id, type: 'password.revoked', userId, primaryEmail, version: lastVersion, at }) as const;
