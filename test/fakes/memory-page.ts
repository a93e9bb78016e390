import { type Account } from '../../functions/domain/account';
import { type EpochMs } from '../../functions/domain/time';

export type Paging = { readonly pageToken?: string; readonly limit: number };

/** What an account is ordered by, as text that sorts so; the id is in it, so no two are equal. */
type Key = (account: Account) => string;

export const addressKey: Key = ({ primaryEmail, userId }) =>
  `${primaryEmail.toLowerCase()} ${userId}`;

export const momentKey =
  (momentOf: (account: Account) => EpochMs | undefined): Key =>
  (account) =>
    `${String(momentOf(account) ?? 0).padStart(16, '0')} ${account.userId}`;

/** By key. */
export function sorted(accounts: readonly Account[], key: Key): Account[] {
  return accounts
    .map((account) => ({ account, at: key(account) }))
    .sort((one, other) => (one.at < other.at ? -1 : 1))
    .map(({ account }) => account);
}

/** A page of these, which goes on from the key in the token; undefined: the token is not one. */
export function pageOf(
  accounts: readonly Account[],
  { pageToken, limit }: Paging,
  key: Key,
): { readonly found: readonly Account[]; readonly nextPageToken?: string } | undefined {
  if (pageToken !== undefined && !/^at:.* [^ ]+$/s.test(pageToken)) return undefined;
  const after = pageToken?.slice('at:'.length);
  const left = accounts.filter((account) => after === undefined || key(account) > after);
  const ordered = sorted(left, key);
  const last = ordered[limit - 1];
  return {
    found: ordered.slice(0, limit),
    ...(last && ordered.length > limit ? { nextPageToken: `at:${key(last)}` } : {}),
  };
}
