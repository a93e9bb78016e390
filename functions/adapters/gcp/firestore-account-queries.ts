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

/** How the collection of accounts is asked; a `Narrow` says which of them. */
export type AskAccounts = {
  get(id: UserId): Promise<DocumentSnapshot | undefined>;
  find(narrow: Narrow): Promise<readonly DocumentSnapshot[]>;
  count(narrow: Narrow): Promise<number>;
};
export type Narrow = (all: Query) => Query;

/** What a search takes for a whole user id; Google's are digits. Firestore reserves `__…__`. */
const POSSIBLE_ID = /^(?!__.*__$)[\w-]{1,128}$/;

/** Sorts after every character that an address can have. */
const LAST_CHARACTER = '\u{10ffff}';

export const BAD_TOKEN: AccountPage = { accounts: [], unreadable: [], badPageToken: true };

/** The address as `list` orders and searches it; stored beside the account. */
export const addressSearch = (account: Account): string => account.primaryEmail.toLowerCase();

/**
 * The help desk's lists and counts of `AccountStore`. Pages go on from a place, never by an offset:
 * Firestore bills what an offset skips. Their indexes are in `firestore-indexes.ts`.
 */
export function accountQueries(
  ask: AskAccounts,
): Pick<AccountStore, 'list' | 'countByStatus' | 'countRetrying' | 'recentFailures' | 'goneUsers'> {
  return {
    list: (filter) => list(ask, filter),

    countByStatus: async () => {
      const counts = await Promise.all(
        ACCOUNT_STATUSES.map((status) => ask.count((all) => all.where('status', '==', status))),
      );
      const entries = ACCOUNT_STATUSES.map((status, index) => [status, counts[index] ?? 0]);
      return Object.fromEntries(entries) as Record<AccountStatus, number>;
    },

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
  { status, query = '', pageToken: token, limit }: Parameters<AccountStore['list']>[0],
): Promise<AccountPage> {
  const after = token === undefined ? undefined : textPlace(token);
  if (token !== undefined && !after) return BAD_TOKEN;
  const begin = query.toLowerCase();
  const [byAddress, byId] = await Promise.all([
    ask.find((all) => {
      const ofStatus = status === undefined ? all : all.where('status', '==', status);
      return upTo(limit, after, beginningWith(begin, ofStatus).orderBy('addressSearch'));
    }),
    POSSIBLE_ID.test(query) ? ask.get(userId(query)) : undefined,
  ]);
  // Found by its id only; one that is found by its address too has its turn there.
  const onlyById =
    byId !== undefined &&
    (status === undefined || byId.get('status') === status) &&
    !addressIn(byId).startsWith(begin) &&
    (after === undefined || inListOrder(placeOf(byId), after) > 0);
  if (!onlyById) return page(byAddress, limit, ['addressSearch']);
  const found = [...byAddress, byId].toSorted((a, b) => inListOrder(placeOf(a), placeOf(b)));
  return page(found, limit, ['addressSearch']);
}

/** Those with an address that is text, even where everybody is asked for: only these have a place. */
function beginningWith(begin: string, accounts: Query): Query {
  const from = accounts.where('addressSearch', '>=', begin);
  return begin === '' ? from : from.where('addressSearch', '<', begin + LAST_CHARACTER);
}

/** One more than asked for, to see whether there is a further page. */
export function upTo(
  limit: number,
  after: readonly (string | number)[] | undefined,
  ordered: Query,
): Query {
  const sorted = ordered.orderBy('__name__').limit(limit + 1);
  return after ? sorted.startAfter(...after) : sorted;
}

/**
 * The first `limit` of what was found, of whom `keep` takes out more. The page ends with a place of
 * the document's own fields, so that one that can't be read is a place like any other.
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

/** The accounts in these documents. */
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

/** As Firestore orders strings: by the bytes of their UTF-8. */
function inListOrder(a: Place<string>, b: Place<string>): number {
  return compare(a[0], b[0]) || compare(a[1], b[1]);
}

const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
