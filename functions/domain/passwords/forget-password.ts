import { type UserId } from '../account';
import { forgetAccount } from './forget-step';
import { asUserId, type CallPorts, findManagedUser, otherWorkspace } from './managed-user';
import { type PasswordFailure } from './password-failure';
import { type Revoked } from './revoke-password';
import { isForeign } from './seen-user';

/**
 * Forgets a user's password here and leaves Google unchanged. This is for a user who became an administrator,
 * or whom Google no longer lets this service change. Nobody can look up the password that Google then holds.
 * If the key is an id, Google is not called.
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
  const result = await forgetAccount(ports, userId, {
    action: 'forgotten',
    instead: () => undefined,
  });
  return result.kind === 'forgotten' ? { ...result, kind: 'revoked', userId } : result;
}
