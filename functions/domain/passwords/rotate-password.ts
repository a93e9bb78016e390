import { type Account } from '../account';
import { ensurePassword, type LivePassword } from './issue-password';
import { type CallPorts, findManagedUser, refusalOf } from './managed-user';
import { type PasswordFailure } from './password-failure';

/**
 * Replaces a user's password with a new one.
 *
 * A repeat under the same idempotency key makes no further password: it settles an unconfirmed candidate, and
 * gives the password that is then current. An account remembers only its last few keys. Without a key, a
 * repeat after an unknown outcome settles the existing candidate, which nobody was told yet.
 */
export async function rotatePassword(
  ports: CallPorts,
  userKey: string,
  keyHash?: string,
): Promise<LivePassword | PasswordFailure> {
  const managed = await findManagedUser(ports, userKey);
  if (managed.kind !== 'found') return managed;
  const refused = refusalOf(managed);
  if (refused) return refused;
  return ensurePassword(ports, managed, {
    wanted: (account) => account?.current !== undefined && !alreadyGiven(account, keyHash),
    ...(keyHash === undefined ? {} : { keyHash }),
  });
}

const alreadyGiven = (account: Account, keyHash: string | undefined): boolean =>
  account.rotationRequests.some((request) => request.keyHash === keyHash);
