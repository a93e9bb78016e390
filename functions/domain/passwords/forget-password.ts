import { holdsPassword, type UserId } from '../account';
import { withCredibleTimes } from './credible-times';
import { forget, type Forgotten, leaseLeft } from './forget-step';
import { asUserId, type CallPorts, findManagedUser, otherWorkspace } from './managed-user';
import { type PasswordFailure } from './password-failure';
import { type Revoked } from './revoke-password';
import { isForeign } from './seen-user';

/**
 * Forgets a user's password here and leaves Google as it is: of somebody who became an administrator, or
 * whom Google no longer lets this service change. What Google holds then, nobody can look up any more. A
 * key that is an id needs nothing of Google.
 */
export async function forgetPassword(
  ports: CallPorts,
  userKey: string,
): Promise<Revoked | PasswordFailure> {
  const id = asUserId(userKey);
  if (id === undefined) {
    const managed = await findManagedUser(ports, userKey);
    return managed.kind === 'found' ? forgetUser(ports, managed.user.id) : managed;
  }
  ports.about?.(id);
  const seen = await ports.configurations.read();
  if (isForeign(await ports.accounts.read(id), seen)) return otherWorkspace(seen);
  return forgetUser(ports, id);
}

async function forgetUser(ports: CallPorts, userId: UserId): Promise<Revoked | PasswordFailure> {
  const { accounts, clock, newId, caller, changed } = ports;
  const eventId = newId();
  const result = await accounts.transact<Forgotten | PasswordFailure>(userId, (stored) => {
    if (stored === undefined) return { result: { kind: 'no-password' } };
    if (!holdsPassword(stored)) {
      const isOver = stored.status === 'revoked';
      return { result: isOver ? { kind: 'forgotten', changes: [] } : { kind: 'no-password' } };
    }
    const now = clock.now();
    const account = withCredibleTimes(stored, now);
    const retryAfterMs = leaseLeft(account, now);
    if (retryAfterMs > 0) return { result: { kind: 'in-progress', retryAfterMs } };
    return forget(account, { action: 'forgotten', caller, eventId, now });
  });
  if (result.kind !== 'forgotten') return result;
  result.changes.forEach(changed);
  return { kind: 'revoked', changed: result.changes.length > 0, userId };
}
