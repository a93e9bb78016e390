import { type Answer } from '../../ports/directory';
import { type UserId } from '../account';
import { type OpenRotation } from './rotation-open';
import { type SkipReason } from './run';
import { type DirectoryUser, refusal } from '../user';

/** What planning needs to know of a user: where, by which address, and whether to be left alone. */
export type SeenUser = {
  readonly primaryEmail: string;
  readonly orgUnitPath: string;
  readonly refused?: Extract<SkipReason, 'admin-account' | 'user-suspended' | 'out-of-scope'>;
};

/** Asks for one user; undefined: Google knows none with this id. */
export async function findSeen(
  open: OpenRotation,
  userId: UserId,
): Promise<Answer<SeenUser | undefined>> {
  const found = await open.directory.findUser(userId);
  if (found.kind === 'ok') return { kind: 'ok', value: seenUser(open, found.value) };
  return found.failure.code === 'user-not-found' ? { kind: 'ok', value: undefined } : found;
}

export function seenUser(
  { adminUsername, configuration }: OpenRotation,
  user: DirectoryUser,
): SeenUser {
  const { primaryEmail, orgUnitPath } = user;
  const refused = refusal(user, adminUsername, configuration.policy);
  return { primaryEmail, orgUnitPath, ...(refused ? { refused } : {}) };
}
