import { type Answer } from '../../ports/directory';
import { type UserId } from '../account';
import { type OpenRotation } from './rotation-open';
import { findSeen, type SeenUser } from './seen-user';
import { UserListing, USERS_A_PAGE } from './user-listing';

/** Finds users by id; undefined: Google knows none. */
export type UserLookup = {
  readonly find: (userId: UserId) => Promise<Answer<SeenUser | undefined>>;
  readonly kind: 'one-by-one' | 'listing';
  /** No more is listed: who has not been seen can only be asked for one by one. */
  readonly givenUp: boolean;
  readonly has: (userId: UserId) => boolean;
  /** How many users were listed so far, and whether they are all there are. */
  readonly seen: { readonly users: number; readonly all: boolean };
  /** Lists one page more, in a time of waiting. False: there is none, or no time. */
  readonly ahead: () => Promise<boolean>;
};

/** Up to so many are asked for one by one in any case. */
const FEW = 10;

export type LookupNeeds = {
  /** How many accounts are to be looked at. */
  readonly expected: number;
  /** How many users there were when they were last listed, or how many are surely there. */
  readonly usersAtLeast: number;
  /** Called after each page; false: there is no time for more. */
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
  kind: 'one-by-one',
  givenUp: false,
  has: () => false,
  seen: { users: 0, all: false },
  ahead: () => Promise.resolve(false),
});
