import { inScope } from '../../functions/domain/user';
import { type Account } from '../../functions/domain/account';
import { type EpochMs } from '../../functions/domain/time';

export type Paging = { readonly pageToken?: string; readonly limit: number };

/** The sort key of an account, as text. It includes the id, so no two keys are equal. */
type Key = (account: Account) => string;

export const addressKey: Key = ({ primaryEmail, userId }) =>
  `${primaryEmail.toLowerCase()} ${userId}`;

export const momentKey =
  (momentOf: (account: Account) => EpochMs | undefined): Key =>
  (account) =>
    `${String(momentOf(account) ?? 0).padStart(16, '0')} ${account.userId}`;

type Keyed = { readonly account: Account; readonly at: string };

const keyed = (accounts: readonly Account[], key: Key): Keyed[] =>
  accounts.map((account) => ({ account, at: key(account) }));

const byKey = (one: Keyed, other: Keyed): number => (one.at < other.at ? -1 : 1);

/** Sorted by key. */
export const sorted = (accounts: readonly Account[], key: Key): Account[] =>
  keyed(accounts, key)
    .sort(byKey)
    .map(({ account }) => account);

/** A page of these accounts that starts after the key in the token. Undefined if the token is invalid. */
export function pageOf(
  accounts: readonly Account[],
  { pageToken, limit }: Paging,
  key: Key,
): { readonly found: readonly Account[]; readonly nextPageToken?: string } | undefined {
  if (pageToken !== undefined && !/^at:.* [^ ]+$/s.test(pageToken)) return undefined;
  const after = pageToken?.slice('at:'.length);
  const left = keyed(accounts, key).filter(({ at }) => after === undefined || at > after);
  const ordered = left.sort(byKey);
  const last = ordered[limit - 1];
  return {
    found: ordered.slice(0, limit).map(({ account }) => account),
    ...(last && ordered.length > limit ? { nextPageToken: `at:${last.at}` } : {}),
  };
}

export const isWithin = ({ orgUnitPath }: Account, unit: string | undefined): boolean =>
  unit === undefined || unit === '/' || (orgUnitPath !== undefined && inScope(orgUnitPath, [unit]));

export const addressOf = ({ primaryEmail }: Account): string => primaryEmail.toLowerCase();

/** How often each of these values comes, including 0. */
export const countedBy = <Value extends string>(
  values: readonly Value[],
  all: readonly (Value | undefined)[],
): Record<Value, number> =>
  Object.fromEntries(
    values.map((value) => [value, all.filter((each) => each === value).length]),
  ) as Record<Value, number>;
