import { type Account } from './account';
import { TRIES_OF_A_REQUEST } from './issue-password';
import { asUserId, findManagedUser, type ManagedUser, type UserPorts } from './managed-user';
import { type PasswordFailure, SETTLE_AGAIN_MS } from './password-failure';
import { setPassword } from './set-password';
import { isAdministrator } from './user';

/** `changed`: false if there was nothing left to take back. */
export type Revoked = {
  readonly kind: 'revoked';
  readonly changed: boolean;
  readonly userId: string;
};

/**
 * Takes a password back: Google gets a random one that nobody is told, then ours is forgotten. What
 * stays is a tombstone, so that a late call can't overrun a later issue.
 *
 * Suspended users and users outside the scope too, since it was this service that gave them one; but
 * never an administrator. A user who is gone at Google is only forgotten here.
 */
export async function revokePassword(
  ports: UserPorts,
  userKey: string,
): Promise<Revoked | PasswordFailure> {
  const managed = await findManagedUser(ports, userKey);
  if (managed.kind === 'google-failed' && managed.failure.code === 'user-not-found') {
    return (await forgetGoneUser(ports, userKey)) ?? managed;
  }
  if (managed.kind !== 'found') return managed;
  if (isAdministrator(managed.user, managed.open.adminUsername)) {
    return { kind: 'refused', refusal: 'admin-account' };
  }
  return scramble(ports, managed);
}

async function scramble(
  ports: UserPorts,
  { user, open }: ManagedUser,
): Promise<Revoked | PasswordFailure> {
  const seen = await ports.accounts.read(user.id);
  if (seen === undefined) return { kind: 'no-password' };
  const result = await setPassword(ports, {
    directory: open.directory,
    user,
    policy: open.policy,
    purpose: 'scramble',
    wanted: (account) => account?.current !== undefined,
    seen,
    tries: TRIES_OF_A_REQUEST,
  });
  switch (result.kind) {
    case 'scrambled':
      return { kind: 'revoked', changed: true, userId: user.id };
    case 'not-wanted':
      return result.account?.status === 'revoked'
        ? { kind: 'revoked', changed: false, userId: user.id }
        : { kind: 'no-password' };
    case 'quarantined':
      return { kind: 'outcome-unknown', retryAfterMs: result.retryAfterMs };
    case 'unknown':
      return { kind: 'outcome-unknown', retryAfterMs: SETTLE_AGAIN_MS };
    case 'in-progress':
    case 'rejected':
      return result;
    case 'set':
      throw new Error('A scramble never sets a password that is kept.');
  }
}

/**
 * Google knows no such user, so there is nothing to scramble. By id that is certain; by address only
 * if the account that had it is gone as well, and was not merely renamed.
 */
async function forgetGoneUser(ports: UserPorts, userKey: string): Promise<Revoked | undefined> {
  const id = asUserId(userKey);
  const account =
    id === undefined ? await accountAt(ports, userKey) : await ports.accounts.read(id);
  if (account === undefined) return undefined;
  if (id === undefined) {
    const byId = await findManagedUser(ports, account.userId);
    if (byId.kind !== 'google-failed' || byId.failure.code !== 'user-not-found') return undefined;
  }
  return ports.accounts.transact(account.userId, () => ({
    write: null,
    events: [
      {
        id: ports.newId(),
        type: 'password.revoked',
        userId: account.userId,
        primaryEmail: account.primaryEmail,
        at: ports.clock.now(),
      },
    ],
    result: { kind: 'revoked', changed: true, userId: account.userId },
  }));
}

async function accountAt(ports: UserPorts, address: string): Promise<Account | undefined> {
  const { accounts } = await ports.accounts.list({ query: address, limit: 10 });
  return accounts.find(({ primaryEmail }) => primaryEmail.toLowerCase() === address.toLowerCase());
}
