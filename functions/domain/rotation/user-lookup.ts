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

/** Finds users by id; undefined: Google knows none. */
export type UserLookup = {
  readonly find: (userId: UserId) => Promise<Answer<SeenUser | undefined>>;
  /** How many users there are, if they were listed. */
  readonly listedUsers?: number;
};

/** What Google gives in one page at most. */
const PAGE = 500;

/** Up to so many are asked for one by one in any case. */
const FEW = 10;

export type LookupNeeds = {
  /** How many accounts are to be looked at. */
  readonly expected: number;
  /** How many users there were when they were last listed, or how many are surely there. */
  readonly usersAtLeast: number;
  /** Called after each page; false: there is no time for more, so users are asked for one by one. */
  readonly onPage: () => Promise<boolean>;
};

/**
 * Looks users up with as few calls as can be: lists them all, 500 a call, or asks for each when fewer
 * are wanted than the listing has pages.
 */
export async function userLookup(
  open: OpenRotation,
  { expected, usersAtLeast, onPage }: LookupNeeds,
): Promise<Answer<UserLookup>> {
  const pages = Math.max(FEW, Math.ceil(usersAtLeast / PAGE));
  if (expected <= pages) return { kind: 'ok', value: oneByOne(open) };
  const seen = new Map<UserId, SeenUser>();
  let pageToken: string | undefined;
  do {
    const page = await open.directory.listUsers({
      limit: PAGE,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    if (page.kind === 'failed') return page;
    for (const user of page.value.users) seen.set(user.id, seenUser(open, user));
    pageToken = page.value.nextPageToken;
    if (!(await onPage())) return { kind: 'ok', value: oneByOne(open) };
  } while (pageToken !== undefined);
  return { kind: 'ok', value: listed(open, seen) };
}

const oneByOne = (open: OpenRotation): UserLookup => ({ find: (userId) => findSeen(open, userId) });

/** A listing may miss a user who is new; whom it misses is asked for. */
const listed = (open: OpenRotation, seen: ReadonlyMap<UserId, SeenUser>): UserLookup => ({
  listedUsers: seen.size,
  find: (userId) => {
    const user = seen.get(userId);
    return user ? Promise.resolve({ kind: 'ok', value: user }) : findSeen(open, userId);
  },
});

async function findSeen(open: OpenRotation, userId: UserId): Promise<Answer<SeenUser | undefined>> {
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
