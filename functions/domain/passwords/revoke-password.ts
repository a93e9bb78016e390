import { isInDoubt, TRIES_OF_A_REQUEST } from './issue-password';
import { forgetGone, type Gone } from './forget-gone';
import { withWishCancelled } from './forget-step';
import {
  asUserId,
  type CallPorts,
  findManagedUser,
  type ManagedUser,
  type UserPorts,
} from './managed-user';
import { ownRole, type PasswordFailure, SETTLE_AGAIN_MS } from './password-failure';
import { connectedCustomer } from '../configuration/configuration';
import { rightFound } from '../configuration/circuit';
import { setPassword } from './set-password';
import { isAdministrator } from '../user';
import { type UserId } from '../account';

/** `changed`: false if there was nothing left to take back. */
export type Revoked = {
  readonly kind: 'revoked';
  readonly changed: boolean;
  readonly userId: string;
};

/**
 * Takes a password back: sets a random one at Google that nobody is told, then forgets ours. A tombstone
 * stays, so that a late call cannot overrun a later issue and no version is used twice.
 *
 * Applies also to suspended users and users outside the scope, because this service gave them the password,
 * but never to an administrator. If Google does not know the user, nothing is forgotten yet: a deleted user
 * can be restored, with the password, and a new user is not known everywhere at once. See `forgetGone`.
 */
export async function revokePassword(
  ports: CallPorts,
  userKey: string,
): Promise<Revoked | Gone | PasswordFailure> {
  const askedAt = ports.clock.now();
  const managed = await findManagedUser(ports, userKey);
  const id = asUserId(userKey);
  if (id !== undefined && isGone(managed)) {
    ports.about?.(id);
    const result = await forgetGone(ports, id, askedAt);
    return result.kind === 'forgotten' ? { ...result, kind: 'revoked', userId: id } : result;
  }
  if (managed.kind !== 'found') return managed;
  if (isAdministrator(managed.user, managed.open.adminUsername)) {
    return { kind: 'refused', refusal: 'admin-account' };
  }
  return scramble(ports, managed);
}

const isGone = (managed: ManagedUser | PasswordFailure): boolean =>
  managed.kind === 'google-failed' && managed.failure.code === 'user-not-found';

async function scramble(
  ports: CallPorts,
  { user, account: seen, open }: ManagedUser,
): Promise<Revoked | PasswordFailure> {
  if (seen === undefined) return { kind: 'no-password' };
  const result = await setPassword(ports, {
    directory: open.directory,
    user,
    policy: open.policy,
    purpose: 'scramble',
    customerId: connectedCustomer(open.seen),
    wanted: (account) => account?.current !== undefined || account?.leftAtGoogle === true,
    seen,
    tries: TRIES_OF_A_REQUEST,
    askedBy: ports.caller,
  });
  switch (result.kind) {
    case 'scrambled':
      await rightFound(ports.configurations, open.seen, ports.clock.now());
      return { kind: 'revoked', changed: true, userId: user.id };
    case 'not-wanted':
      await forgetWish(ports, user.id);
      return result.account?.status === 'revoked'
        ? { kind: 'revoked', changed: false, userId: user.id }
        : { kind: 'no-password' };
    case 'quarantined':
      return { kind: 'outcome-unknown', retryAfterMs: result.retryAfterMs, again: true };
    case 'unknown':
      return { kind: 'outcome-unknown', retryAfterMs: SETTLE_AGAIN_MS, again: isInDoubt(seen) };
    case 'in-progress':
      return result;
    case 'rejected':
      return { ...result, ...ownRole(open.seen, result.failure, user.orgUnitPath) };
    case 'set':
      throw new Error('A scramble never sets a password that is kept.');
  }
}

/** Cancels the retry of a failed run, so that it does not give a password to a user who has none. */
const forgetWish = ({ accounts, clock }: UserPorts, userId: UserId): Promise<void> =>
  accounts.transact(userId, (stored) => {
    const write = stored && withWishCancelled(stored, clock.now());
    return { ...(write && write !== stored ? { write } : {}), result: undefined };
  });
