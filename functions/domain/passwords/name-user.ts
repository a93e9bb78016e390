import { type UserId } from '../account';
import { asUserId, findManagedUser, otherWorkspace, type UserPorts } from './managed-user';
import { type PasswordFailure } from './password-failure';
import { isForeign } from './seen-user';

/**
 * The id of the user whom a key names, unless the account belongs to another Workspace. Google is asked for an
 * address only: an id is taken as it is.
 */
export async function nameUser(
  ports: UserPorts,
  userKey: string,
): Promise<{ readonly kind: 'named'; readonly userId: UserId } | PasswordFailure> {
  const userId = asUserId(userKey);
  if (userId === undefined) {
    const managed = await findManagedUser(ports, userKey);
    return managed.kind === 'found' ? { kind: 'named', userId: managed.user.id } : managed;
  }
  ports.about?.(userId);
  const seen = await ports.configurations.read();
  if (isForeign(await ports.accounts.read(userId), seen)) return otherWorkspace(seen);
  return { kind: 'named', userId };
}
