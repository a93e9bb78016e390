import { type Caller, holds, reaches } from './caller';
import { fieldMask } from './field-mask';
import { apiError, invalidField, notAuthorized } from './google-error';
import { type GoogleState } from './google-state';
import { DOMAIN } from './population';
import { jsonReply, type Reply } from './reply';
import { CUSTOMER_ID, DIRECTORY_FIELDS, directoryResource, type WorkspaceUser } from './user';
import { parseUserQuery } from './user-query';

const DEFAULT_PAGE = 100;
/** developers.google.com/admin-sdk, users.list: "Maximum number of results to return … 500". */
const MAX_PAGE = 500;
const LIST_FIELDS: ReadonlySet<string> = new Set(['kind', 'etag', 'users', 'nextPageToken']);

/**
 * `users.list`: a page of the users of a customer or a domain. They are ordered by primary address with
 * `orderBy=email` (Google's two other orders are not simulated), otherwise in a stable order.
 */
export function listUsers(state: GoogleState, caller: Caller, query: URLSearchParams): Reply {
  const refused = accessError(caller, query);
  if (refused) return refused;
  const limit = pageSize(query.get('maxResults'));
  if (limit === undefined) return invalid('maxResults');
  const order = query.get('orderBy');
  if (order !== null && order !== 'email') return invalid('orderBy');
  const from = placeOf(order ?? 'slot', query.get('pageToken'));
  if (from === undefined) return invalid('pageToken');
  const asked = parseUserQuery(query.get('query'));
  if (asked === undefined) return invalid('query');
  if (asked.namesUnit && !holds(caller, 'organizational-units-read')) return notAuthorized();
  const matches = (user: WorkspaceUser): boolean => reaches(caller, user) && asked.matches(user);
  const outer = fieldMask(query.get('fields'), LIST_FIELDS);
  if (outer.kind === 'invalid') return invalidField(outer.name);
  const inner = fieldMask(outer.within('users'), DIRECTORY_FIELDS);
  if (inner.kind === 'invalid') return invalidField(inner.name);
  const { users, next } =
    order === 'email'
      ? state.users.pageByAddress(from, limit, matches)
      : state.users.page(Number(from), limit, matches);
  return jsonReply(
    200,
    outer.pick({
      kind: 'admin#directory#users',
      etag: '"simulated"',
      ...(users.length > 0
        ? { users: users.map((user) => inner.pick(directoryResource(user))) }
        : {}),
      ...(next === undefined ? {} : { nextPageToken: tokenOf(order ?? 'slot', String(next)) }),
    }),
  );
}

/**
 * A service account belongs to no customer, so `my_customer` means nothing to its own token, with a role or
 * without: 400 "Invalid Input" (googleapis/google-api-nodejs-client#3454, google-api-ruby-client#468).
 * Something other than a customer id is a 400, another organisation's id a 403
 * (developers.google.com/workspace/admin/reseller, "Troubleshoot Directory API issues").
 */
function accessError(caller: Caller, query: URLSearchParams): Reply | undefined {
  const customer = query.get('customer');
  const isOwnToken = caller.kind === 'service-account';
  if (customer === 'my_customer' && isOwnToken) return apiError(400, 'invalid', 'Invalid Input');
  if (!holds(caller, 'users-read')) return notAuthorized();
  if (customer === 'my_customer' || customer === CUSTOMER_ID) return undefined;
  if (customer !== null && /^C[0-9a-z]{8,}$/i.test(customer)) return notAuthorized();
  const isOurDomain = customer === null && query.get('domain')?.toLowerCase() === DOMAIN;
  return isOurDomain ? undefined : apiError(400, 'badRequest', 'Bad Request');
}

function pageSize(text: string | null): number | undefined {
  if (text === null) return DEFAULT_PAGE;
  const size = Number(text);
  return Number.isInteger(size) && size >= 1 && size <= MAX_PAGE ? size : undefined;
}

type Order = 'slot' | 'email';

const tokenOf = (order: Order, place: string): string =>
  Buffer.from(`${order}:${place}`).toString('base64url');

/** Returns the position in a token that belongs to this order; without a token, the beginning. */
function placeOf(order: Order, token: string | null): string | undefined {
  if (token === null || token === '') return order === 'slot' ? '0' : '';
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const form = order === 'slot' ? /^slot:(\d{1,9})$/ : /^email:(.+)$/;
  return form.exec(text)?.[1];
}

const invalid = (parameter: string): Reply =>
  apiError(400, 'invalid', `Invalid Input: ${parameter}`);
