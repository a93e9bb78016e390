import { type Answer } from '../../ports/directory';
import { type UserId } from '../account';
import { type OpenRotation } from './rotation-open';
import { findSeen, type SeenUser } from './seen-user';
import { UserListing, USERS_A_PAGE } from './user-listing';

/** Finds users by id; undefined: Google knows none. */
export type UserLookup = {
  readonly find: (userId: UserId) => Promise<Answer<SeenUser | undefined>>;
  /** Whether users are listed, as opposed to asked for one by one. */
  readonly lists: boolean;
  /** How many users there are, once they were listed to the end. */
  readonly listedUsers: number | undefined;
  /** Lists one page more, in a time of waiting. False: nothing was listed. */
  readonly ahead: () => Promise<boolean>;
};

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
 * Looks users up with as few calls as can be: lists them, 500 a call, or asks for each when fewer are
 * wanted than the listing has pages.
 */
export function userLookup(
  open: OpenRotation,
  { expected, usersAtLeast, onPage }: LookupNeeds,
): UserLookup {
  const pages = Math.max(FEW, Math.ceil(usersAtLeast / USERS_A_PAGE));
  return expected <= pages ? oneByOne(open) : new UserListing(open, onPage);
}

const oneByOne = (open: OpenRotation): UserLookup => ({
  find: (userId) => findSeen(open, userId),
  lists: false,
  listedUsers: undefined,
  ahead: () => Promise.resolve(false),
});
