import { type Account, type UserId } from '../account';
import { type PasswordEvent } from '../event';
import { type EpochMs, durationMs, later, until } from '../time';
import { withCredibleTimes } from './credible-times';
import { asUserId, findManagedUser, otherWorkspace, type UserPorts } from './managed-user';
import { afterExpiredLease } from './password-claim';
import { type PasswordFailure } from './password-failure';
import { tombstoneOf } from './password-finish';
import { type Revoked } from './revoke-password';
import { isForeign } from './seen-user';
import { TIMING } from './timing';

/**
 * Forgets a user's password here and leaves Google as it is: of somebody who became an administrator, or
 * whom Google no longer lets this service change. What Google holds then, nobody can look up any more. A
 * key that is an id needs nothing of Google.
 */
export async function forgetPassword(
  ports: UserPorts,
  userKey: string,
): Promise<Revoked | PasswordFailure> {
  const id = asUserId(userKey);
  if (id === undefined) {
    const managed = await findManagedUser(ports, userKey);
    return managed.kind === 'found' ? forget(ports, managed.user.id) : managed;
  }
  const seen = await ports.configurations.read();
  if (isForeign(await ports.accounts.read(id), seen)) return otherWorkspace(seen);
  return forget(ports, id);
}

type ForgetPorts = Pick<UserPorts, 'accounts' | 'clock' | 'newId'>;

function forget(ports: ForgetPorts, userId: UserId): Promise<Revoked | PasswordFailure> {
  const { accounts, clock, newId } = ports;
  const eventId = newId();
  return accounts.transact<Revoked | PasswordFailure>(userId, (account) => {
    if (account === undefined) return { result: { kind: 'no-password' } };
    if (!holdsPassword(account)) {
      const revoked = { kind: 'revoked', changed: false, userId } as const;
      return { result: account.status === 'revoked' ? revoked : { kind: 'no-password' } };
    }
    return forgotten(account, eventId, clock.now());
  });
}

export const holdsPassword = ({ current, candidates }: Account): boolean =>
  current !== undefined || candidates.length > 0;

/**
 * The step that forgets what is kept of an account. Somebody who is about to send waits for nobody, so a
 * live lease is waited for; the quarantine stays on the tombstone.
 */
export function forgotten(
  stored: Account,
  eventId: string,
  now: EpochMs,
): {
  readonly write?: Account;
  readonly events?: readonly PasswordEvent[];
  readonly result: Revoked | PasswordFailure;
} {
  const account = withCredibleTimes(stored, now);
  const { userId, primaryEmail, lastVersion: version, lease } = account;
  const leaseLeftMs = lease ? until(now, later(lease.until, TIMING.clockSkewMs)) : 0;
  if (leaseLeftMs > 0) {
    return { result: { kind: 'in-progress', retryAfterMs: durationMs(leaseLeftMs) } };
  }
  return {
    write: tombstoneOf(afterExpiredLease(account)),
    events: [{ id: eventId, type: 'password.forgotten', userId, primaryEmail, version, at: now }],
    result: { kind: 'revoked', changed: true, userId },
  };
}
