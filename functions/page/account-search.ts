import { ACCOUNT_STATUSES, type AccountStatus } from '../domain/account';

/** What is looked for on the page Users; an empty query is everybody. */
export type AccountSearch = { readonly query: string; readonly status?: AccountStatus };

/** The search that the page's own address asks for; what it can't mean is left out. */
export function searchOfAddress(parameters: URLSearchParams): AccountSearch {
  const wanted = parameters.get('status');
  const status = ACCOUNT_STATUSES.find((known) => known === wanted);
  return { query: tidy(parameters.get('query') ?? ''), ...(status ? { status } : {}) };
}

/** The page's address for a search, to be sent to a colleague; other parameters stay. */
export function addressOfSearch(parameters: URLSearchParams, search: AccountSearch): string {
  const given = new URLSearchParams(parameters);
  given.delete('query');
  given.delete('status');
  if (search.query !== '') given.set('query', search.query);
  if (search.status) given.set('status', search.status);
  return withQuestion('', given);
}

/** The service's address for one page of a search. */
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

/** No address is longer than 320 characters. */
export const tidy = (query: string): string => query.trim().slice(0, 320);
