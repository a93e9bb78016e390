import { type Account } from '../account';
import { turnShown } from './due';
import { findManagedUser, type UserPorts } from './managed-user';
import { type PasswordFailure } from './password-failure';
import { preflight, type Preflight } from './preflight';
import { type EpochMs } from '../time';
import { type DirectoryUser } from '../user';

export type UserStatus = {
  readonly kind: 'status';
  readonly user: DirectoryUser;
  readonly account: Account | undefined;
  /** When the schedule makes a new password next; undefined: never. */
  readonly nextRotationAt: EpochMs | undefined;
  readonly preflight: Preflight;
};

/** The state of a user here and at Google. Changes nothing. */
export async function userStatus(
  ports: UserPorts,
  userKey: string,
): Promise<UserStatus | PasswordFailure> {
  const managed = await findManagedUser(ports, userKey);
  if (managed.kind !== 'found') return managed;
  const { user, account, open } = managed;
  const checked = preflight(managed, userKey, account?.current !== undefined);
  const nextRotationAt = turnShown(account, open.policy, user);
  return { kind: 'status', user, account, nextRotationAt, preflight: checked };
}
