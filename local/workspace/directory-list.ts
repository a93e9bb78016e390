import { fieldMask } from './field-mask';
import { apiError, invalidField } from './google-error';
import { type GoogleState } from './google-state';
import { DOMAIN } from './population';
import { jsonReply, type Reply } from './reply';
import { CUSTOMER_ID, DIRECTORY_FIELDS, directoryResource } from './user';
import { parseUserQuery } from './user-query';

const DEFAULT_PAGE = 100;
/** developers.google.com/admin-sdk, users.list: "Maximum number of results to return … 500". */
const MAX_PAGE = 500;
const LIST_FIELDS: ReadonlySet<string> = new Set(['kind', 'etag', 'users', 'nextPageToken']);

/** `users.list`: a page of the users of a customer or a domain, in a steady order. */
export function listUsers(state: GoogleState, query: URLSearchParams): Reply {
  if (!namesUs(query)) return apiError(400, 'badRequest', 'Bad Request');
  const limit = pageSize(query.get('maxResults'));
  if (limit === undefined) return invalid('maxResults');
  const from = slotOf(query.get('pageToken'));
  if (from === undefined) return invalid('pageToken');
  const matches = parseUserQuery(query.get('query'));
  if (matches === undefined) return invalid('query');
  const outer = fieldMask(query.get('fields'), LIST_FIELDS);
  if (outer.kind === 'invalid') return invalidField(outer.name);
  const inner = fieldMask(outer.within('users'), DIRECTORY_FIELDS);
  if (inner.kind === 'invalid') return invalidField(inner.name);
  const page = state.users.page(from, limit, matches);
  return jsonReply(
    200,
    outer.pick({
      kind: 'admin#directory#users',
      etag: '"simulated"',
      ...(page.users.length > 0
        ? { users: page.users.map((user) => inner.pick(directoryResource(user))) }
        : {}),
      ...(page.nextSlot === undefined ? {} : { nextPageToken: tokenOf(page.nextSlot) }),
    }),
  );
}

function namesUs(query: URLSearchParams): boolean {
  const customer = query.get('customer');
  if (customer !== null) return customer === 'my_customer' || customer === CUSTOMER_ID;
  return query.get('domain')?.toLowerCase() === DOMAIN;
}

function pageSize(text: string | null): number | undefined {
  if (text === null) return DEFAULT_PAGE;
  const size = Number(text);
  return Number.isInteger(size) && size >= 1 && size <= MAX_PAGE ? size : undefined;
}

const tokenOf = (slot: number): string => Buffer.from(`slot:${slot}`).toString('base64url');

function slotOf(token: string | null): number | undefined {
  if (token === null || token === '') return 0;
  const slot = /^slot:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  return slot === undefined ? undefined : Number(slot);
}

const invalid = (parameter: string): Reply =>
  apiError(400, 'invalid', `Invalid Input: ${parameter}`);
