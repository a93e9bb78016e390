import { type Account } from '../account';
import { findManagedUser, type UserPorts } from './managed-user';
import { type PasswordFailure } from './password-failure';
import { preflight, type Preflight } from './preflight';
import { type DirectoryUser } from '../user';

export type UserStatus = {
  readonly kind: 'status';
  readonly user: DirectoryUser;
  readonly account: Account | undefined;
  readonly preflight: Preflight;
};

/** The state of a user here and at Google. Changes nothing. */
export async function userStatus(
  ports: UserPorts,
  userKey: string,
): Promise<UserStatus | PasswordFailure> {
  const managed = await findManagedUser(ports, userKey);
  if (managed.kind !== 'found') return managed;
  const { user, account } = managed;
  const checked = preflight(managed, userKey, account?.current !== undefined);
  return { kind: 'status', user, account, preflight: checked };
}
