import { ACCOUNT_STATUSES, type AccountStatus } from '../domain/account';

/** A search on the page Users. An empty query matches every user. */
export type AccountSearch = { readonly query: string; readonly status?: AccountStatus };

/** The search in the page's own URL. Invalid parameters are ignored. */
export function searchOfAddress(parameters: URLSearchParams): AccountSearch {
  const wanted = parameters.get('status');
  const status = ACCOUNT_STATUSES.find((known) => known === wanted);
  return { query: tidy(parameters.get('query') ?? ''), ...(status ? { status } : {}) };
}

/** The page's URL for a search, which can be sent to a colleague. Other parameters are kept. */
export function addressOfSearch(parameters: URLSearchParams, search: AccountSearch): string {
  const given = new URLSearchParams(parameters);
  given.delete('query');
  given.delete('status');
  if (search.query !== '') given.set('query', search.query);
  if (search.status) given.set('status', search.status);
  return withQuestion('', given);
}

/** The API path for one page of a search. */
export function accountsPath({ query, status }: AccountSearch, pageToken?: string): string {
  const parameters = new URLSearchParams();
  if (query !== '') parameters.set('query', query);
  if (status) parameters.set('status', status);
  if (pageToken !== undefined) parameters.set('pageToken', pageToken);
  return withQuestion('/v1/accounts', parameters);
}

const withQuestion = (path: string, parameters: URLSearchParams): string => {
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
};

export const isSameSearch = (one: AccountSearch, other: AccountSearch): boolean =>
  one.query === other.query && one.status === other.status;

/** An address has at most 320 characters. */
export const tidy = (query: string): string => query.trim().slice(0, 320);
