import { ACCOUNT_STATUSES, type AccountStatus } from '../domain/account';
import { PROOF_STANDINGS, type ProofStanding } from '../domain/passwords/proof-dates';

/** What the users found have in common, as a parameter of the call and of the page's own URL. */
export type AccountFilter = `status=${AccountStatus}` | `proof=${ProofStanding}` | 'drifted=true';

export const FILTERS: readonly AccountFilter[] = [
  ...ACCOUNT_STATUSES.map((status) => `status=${status}` as const),
  ...PROOF_STANDINGS.map((standing) => `proof=${standing}` as const),
  'drifted=true',
];

/** A search on the page Users. An empty query matches every user. */
export type AccountSearch = { readonly query: string; readonly filter?: AccountFilter };

/** The search in the page's own URL. Invalid parameters are ignored. */
export function searchOfAddress(parameters: URLSearchParams): AccountSearch {
  const filter = FILTERS.find((known) => {
    const [name, value] = partsOf(known);
    return parameters.get(name) === value;
  });
  return { query: tidy(parameters.get('query') ?? ''), ...(filter ? { filter } : {}) };
}

/** The page's URL for a search, which can be sent to a colleague. Other parameters are kept. */
export function addressOfSearch(parameters: URLSearchParams, search: AccountSearch): string {
  const given = new URLSearchParams(parameters);
  for (const name of ['query', 'status', 'proof', 'drifted']) given.delete(name);
  setSearch(given, search);
  return withQuestion('', given);
}

/** The API path for one page of a search. */
export function accountsPath(search: AccountSearch, pageToken?: string): string {
  const parameters = new URLSearchParams();
  setSearch(parameters, search);
  if (pageToken !== undefined) parameters.set('pageToken', pageToken);
  return withQuestion('/v1/accounts', parameters);
}

function setSearch(parameters: URLSearchParams, { query, filter }: AccountSearch): void {
  if (query !== '') parameters.set('query', query);
  if (filter) parameters.set(...partsOf(filter));
}

const partsOf = (filter: AccountFilter): [name: string, value: string] => {
  const [name = '', value = ''] = filter.split('=');
  return [name, value];
};

const withQuestion = (path: string, parameters: URLSearchParams): string => {
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
};

export const isSameSearch = (one: AccountSearch, other: AccountSearch): boolean =>
  one.query === other.query && one.filter === other.filter;

/** An address has at most 320 characters. */
export const tidy = (query: string): string => query.trim().slice(0, 320);
