import { type Query } from '@google-cloud/firestore';
import {
  type Account,
  ACCOUNT_STATUSES,
  type AccountStatus,
  type UserId,
  userId,
} from '../../domain/account';
import { type AccountPage, type AccountStore } from '../../ports/account-store';
import { addressPlace, momentPlace, pageToken, type Place } from './page-token';

/** How the collection of accounts is asked; a `Narrow` says which of them. */
export type AskAccounts = {
  read(id: UserId): Promise<Account | undefined>;
  find(narrow: Narrow): Promise<Account[]>;
  count(narrow: Narrow): Promise<number>;
};
export type Narrow = (all: Query) => Query;

/** What a search takes for a whole user id; Google's are digits. Firestore reserves `__…__`. */
const POSSIBLE_ID = /^(?!__.*__$)[\w-]{1,128}$/;

/** Sorts after every character that an address can have. */
const LAST_CHARACTER = '\u{10ffff}';

const BAD_TOKEN: AccountPage = { accounts: [], badPageToken: true };

/** The address as `list` orders and searches it; stored beside the account. */
export const addressSearch = (account: Account): string => account.primaryEmail.toLowerCase();

const addressPlaceOf = (account: Account): Place<string> => [
  addressSearch(account),
  account.userId,
];
const momentPlaceOf = (account: Account): Place<number> => [
  account.nextRotationAt ?? 0,
  account.userId,
];

/**
 * The lists and counts of `AccountStore`. Pages go on from a place, never by an offset: Firestore
 * bills what an offset skips. Their indexes are in `firestore-indexes.ts`.
 */
export function accountQueries(
  ask: AskAccounts,
): Pick<AccountStore, 'list' | 'due' | 'countByStatus' | 'countDue' | 'recentFailures'> {
  return {
    list: (filter) => list(ask, filter),

    due: async ({ before, pageToken: token, limit }) => {
      const after = token === undefined ? undefined : momentPlace(token);
      if (token !== undefined && !after) return BAD_TOKEN;
      const found = await ask.find((all) =>
        upTo(limit, after, all.where('nextRotationAt', '<=', before).orderBy('nextRotationAt')),
      );
      return page(found, limit, momentPlaceOf);
    },

    countByStatus: async () => {
      const counts = await Promise.all(
        ACCOUNT_STATUSES.map((status) => ask.count((all) => all.where('status', '==', status))),
      );
      const entries = ACCOUNT_STATUSES.map((status, index) => [status, counts[index] ?? 0]);
      return Object.fromEntries(entries) as Record<AccountStatus, number>;
    },

    countDue: (before) => ask.count((all) => all.where('nextRotationAt', '<=', before)),

    recentFailures: (limit) =>
      ask.find((all) => all.orderBy('lastFailure.at', 'desc').limit(limit)),
  };
}

async function list(
  ask: AskAccounts,
  { status, query = '', pageToken: token, limit }: Parameters<AccountStore['list']>[0],
): Promise<AccountPage> {
  const after = token === undefined ? undefined : addressPlace(token);
  if (token !== undefined && !after) return BAD_TOKEN;
  const begin = query.toLowerCase();
  const [byAddress, byId] = await Promise.all([
    ask.find((all) => {
      const ofStatus = status === undefined ? all : all.where('status', '==', status);
      return upTo(limit, after, beginningWith(begin, ofStatus).orderBy('addressSearch'));
    }),
    POSSIBLE_ID.test(query) ? ask.read(userId(query)) : undefined,
  ]);
  // Found by its id only; one that is found by its address too has its turn there.
  const onlyById =
    byId !== undefined &&
    (status === undefined || byId.status === status) &&
    !addressSearch(byId).startsWith(begin) &&
    (after === undefined || inListOrder(addressPlaceOf(byId), after) > 0);
  if (!onlyById) return page(byAddress, limit, addressPlaceOf);
  const found = [...byAddress, byId].toSorted((a, b) =>
    inListOrder(addressPlaceOf(a), addressPlaceOf(b)),
  );
  return page(found, limit, addressPlaceOf);
}

function beginningWith(begin: string, accounts: Query): Query {
  if (begin === '') return accounts;
  return accounts
    .where('addressSearch', '>=', begin)
    .where('addressSearch', '<', begin + LAST_CHARACTER);
}

/** One more than asked for, to see whether there is a further page. */
function upTo(limit: number, after: Place<string | number> | undefined, ordered: Query): Query {
  const sorted = ordered.orderBy('__name__').limit(limit + 1);
  return after ? sorted.startAfter(...after) : sorted;
}

function page<Value extends string | number>(
  found: readonly Account[],
  limit: number,
  placeOf: (account: Account) => Place<Value>,
): AccountPage {
  const accounts = found.slice(0, limit);
  const last = accounts.at(-1);
  if (found.length <= limit || last === undefined) return { accounts };
  return { accounts, nextPageToken: pageToken(placeOf(last)) };
}

/** As Firestore orders strings: by the bytes of their UTF-8. */
function inListOrder(a: Place<string>, b: Place<string>): number {
  return compare(a[0], b[0]) || compare(a[1], b[1]);
}

const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
