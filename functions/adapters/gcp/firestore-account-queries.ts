import { type DocumentSnapshot, type Query } from '@google-cloud/firestore';
import {
  type Account,
  ACCOUNT_STATUSES,
  type AccountStatus,
  type UserId,
  userId,
} from '../../domain/account';
import { type AccountPage, type AccountStore, type FoundAccounts } from '../../ports/account-store';
import { foundAccounts } from '../found-accounts';
import { pageToken, type Place, textPlace } from './page-token';

/** Queries on the collection of accounts. A `Narrow` adds the conditions. */
export type AskAccounts = {
  get(id: UserId): Promise<DocumentSnapshot | undefined>;
  find(narrow: Narrow): Promise<readonly DocumentSnapshot[]>;
  count(narrow: Narrow): Promise<number>;
  sum(narrow: Narrow, field: string): Promise<number>;
};
export type Narrow = (all: Query) => Query;

/** Search texts that can be a complete user ID. Google's IDs are digits. Firestore reserves `__…__`. */
const POSSIBLE_ID = /^(?!__.*__$)[\w-]{1,128}$/;

/** Firestore's upper limit of values that one query compares a field with. */
const VALUES = 30;

/** Sorts after every character that an address can contain. */
const LAST_CHARACTER = '\u{10ffff}';

export const BAD_TOKEN: AccountPage = { accounts: [], unreadable: [], badPageToken: true };

/** The address in the form that `list` sorts and searches by. It is stored beside the account. */
export const addressSearch = (account: Account): string => account.primaryEmail.toLowerCase();

/**
 * The help desk's lists and counts of `AccountStore`. Pages continue from a cursor, never from an offset,
 * because Firestore bills the documents that an offset skips. The indexes are in `firestore-indexes.ts`.
 */
export function accountQueries(
  ask: AskAccounts,
): Pick<
  AccountStore,
  | 'list'
  | 'named'
  | 'countByStatus'
  | 'countMade'
  | 'countRetrying'
  | 'recentFailures'
  | 'goneUsers'
> {
  return {
    list: (filter) => list(ask, filter),

    named: async (addresses) => {
      const all = [...new Set(addresses)];
      const parts = Array.from({ length: Math.ceil(all.length / VALUES) }, (_, part) =>
        all.slice(part * VALUES, (part + 1) * VALUES),
      );
      const found = await Promise.all(
        parts.map((part) => ask.find((accounts) => accounts.where('addressSearch', 'in', part))),
      );
      return foundIn(found.flat());
    },

    countByStatus: async () => {
      const counts = await Promise.all(
        ACCOUNT_STATUSES.map((status) => ask.count((all) => all.where('status', '==', status))),
      );
      const entries = ACCOUNT_STATUSES.map((status, index) => [status, counts[index] ?? 0]);
      return Object.fromEntries(entries) as Record<AccountStatus, number>;
    },

    countMade: ({ after = -1, upTo }) =>
      ask.count((all) => {
        const made = all.where('passwordCreatedAt', '>', after);
        return upTo === undefined ? made : made.where('passwordCreatedAt', '<=', upTo);
      }),

    countRetrying: () => ask.count((all) => all.where('retryAt', '>=', 0)),

    recentFailures: async (limit) =>
      foundIn(await ask.find((all) => all.orderBy('lastFailure.at', 'desc').limit(limit))),

    goneUsers: async () => {
      const found = await ask.find((all) => all.where('goneSince', '>=', 0).select());
      return found.map(({ id }) => userId(id));
    },
  };
}

async function list(
  ask: AskAccounts,
  filter: Parameters<AccountStore['list']>[0],
): Promise<AccountPage> {
  const { query = '', pageToken: token, limit } = filter;
  const after = token === undefined ? undefined : textPlace(token);
  if (token !== undefined && !after) return BAD_TOKEN;
  const begin = query.toLowerCase();
  const equal = equalities(filter);
  const [byAddress, byId] = await Promise.all([
    ask.find((all) => {
      const narrowed = equal.reduce((some, [field, value]) => some.where(field, '==', value), all);
      return upTo(limit, after, beginningWith(begin, narrowed).orderBy('addressSearch'));
    }),
    POSSIBLE_ID.test(query) ? ask.get(userId(query)) : undefined,
  ]);
  // Found by ID only. An account that also matches by address appears at that place.
  const onlyById =
    byId !== undefined &&
    equal.every(([field, value]) => byId.get(field) === value) &&
    !addressIn(byId).startsWith(begin) &&
    (after === undefined || inListOrder(placeOf(byId), after) > 0);
  if (!onlyById) return page(byAddress, limit, ['addressSearch']);
  const found = [...byAddress, byId].toSorted((a, b) => inListOrder(placeOf(a), placeOf(b)));
  return page(found, limit, ['addressSearch']);
}

/** The stored fields, beside the account's own `status`, that a filter asks for, with their values. */
const equalities = ({
  status,
  proof,
  drifted,
}: Parameters<AccountStore['list']>[0]): readonly (readonly [string, string | true])[] => [
  ...(status === undefined ? [] : [['status', status] as const]),
  ...(proof === undefined ? [] : [['proofStanding', proof] as const]),
  ...(drifted ? [['isDrifted', true] as const] : []),
];

/**
 * Accounts whose stored address is text, even if the search text is empty: only these have a place in the
 * list.
 */
function beginningWith(begin: string, accounts: Query): Query {
  const from = accounts.where('addressSearch', '>=', begin);
  return begin === '' ? from : from.where('addressSearch', '<', begin + LAST_CHARACTER);
}

/** Fetches one more than `limit`, to see whether there is another page. */
export function upTo(
  limit: number,
  after: readonly (string | number)[] | undefined,
  ordered: Query,
): Query {
  const sorted = ordered.orderBy('__name__').limit(limit + 1);
  return after ? sorted.startAfter(...after) : sorted;
}

/**
 * The first `limit` documents that were found. `keep` filters them further. The cursor is read from the raw
 * fields of the last document, so that an unreadable document can also end a page.
 */
export function page(
  found: readonly DocumentSnapshot[],
  limit: number,
  orderedBy: readonly string[],
  keep: (snapshot: DocumentSnapshot) => boolean = () => true,
): AccountPage {
  const read = found.slice(0, limit);
  const last = read.at(-1);
  const accounts = foundIn(read.filter(keep));
  if (found.length <= limit || last === undefined) return accounts;
  const place = [...orderedBy.map((field): unknown => last.get(field)), last.id];
  return { ...accounts, nextPageToken: pageToken(place) };
}

export const foundIn = (snapshots: readonly DocumentSnapshot[]): FoundAccounts =>
  foundAccounts(
    snapshots.map((snapshot) => ({
      path: snapshot.ref.path,
      id: snapshot.id,
      document: snapshot.data(),
      address: [snapshot.get('addressSearch'), snapshot.get('primaryEmail')].find(isText),
    })),
  );

const isText = (value: unknown): value is string => typeof value === 'string';

function addressIn(snapshot: DocumentSnapshot): string {
  const address: unknown = snapshot.get('addressSearch');
  return isText(address) ? address : '';
}

const placeOf = (snapshot: DocumentSnapshot): Place<string> => [addressIn(snapshot), snapshot.id];

/** The order of Firestore strings: by their UTF-8 bytes. */
function inListOrder(a: Place<string>, b: Place<string>): number {
  return compare(a[0], b[0]) || compare(a[1], b[1]);
}

const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
