import { type WorkspaceUser } from '../user';
import { dnOf, dnText, type DnPart, isWithin, parseDn } from './distinguished-name';
import { entryOf } from './entry';
import { type Entry, type Filter, readFilter } from './filter';
import { type LdapDirectory } from './ldap-directory';
import { type SearchRequest } from './request';
import { CODE, entryMessage, type Result, resultMessage, SEARCH_DONE } from './response';

/** One search returns no more than this. */
const MAX_ENTRIES = 1000;

/** The answers to a search: entries, then how it ended. Only the LDAP client itself may search. */
export function* answerSearch(
  ldap: LdapDirectory,
  messageId: number,
  request: SearchRequest,
  mayRead: boolean,
): Generator<Buffer> {
  const plan = mayRead && ldap.settings.readUserInformation ? planOf(ldap, request) : NO_RIGHT;
  const end = (result: Result): Buffer => resultMessage(messageId, SEARCH_DONE, result);
  if ('code' in plan) {
    yield end(plan);
    return;
  }
  const limit = Math.min(request.sizeLimit || MAX_ENTRIES, MAX_ENTRIES);
  let found = 0;
  for (const { user, entry } of matches(ldap, request, plan)) {
    if (found === limit) {
      yield end({ code: CODE.sizeLimitExceeded });
      return;
    }
    found += 1;
    yield entryMessage(messageId, dnText(dnOf(user)), wanted(entry, request));
  }
  yield end({ code: CODE.success });
}

const NO_RIGHT: Result = { code: CODE.insufficientAccessRights };

type Plan = { readonly base: readonly DnPart[]; readonly filter: Filter };

/** Google serves many customers at one address, so it refuses a search that names none. */
function planOf({ google }: LdapDirectory, request: SearchRequest): Plan | Result {
  const base = parseDn(request.base);
  if (base === undefined) return { code: CODE.invalidDnSyntax };
  if (base.length === 0) return NO_RIGHT;
  const filter = readFilter(request.filter);
  if (filter === undefined) return { code: CODE.protocolError };
  for (const user of google.users) if (isWithin(dnOf(user), base)) return { base, filter };
  return { code: CODE.noSuchObject };
}

function* matches(
  { google }: LdapDirectory,
  { scope }: SearchRequest,
  { base, filter }: Plan,
): Generator<{ user: WorkspaceUser; entry: Entry }> {
  for (const user of google.users) {
    const dn = dnOf(user);
    const depth = dn.length - base.length;
    if (!isWithin(dn, base) || (scope === 'base' && depth !== 0)) continue;
    if (scope === 'one' && depth !== 1) continue;
    const entry = entryOf(user);
    if (filter(entry) === true) yield { user, entry };
  }
}

/** The attributes that were asked for: all of them if none was named, and none for `1.1` alone. */
function wanted(
  entry: Entry,
  { attributes, typesOnly }: SearchRequest,
): { readonly name: string; readonly values: readonly string[] }[] {
  const names = new Set(attributes.map((name) => name.toLowerCase()));
  const all = names.size === 0 || names.has('*');
  return [...entry]
    .filter(([key]) => all || names.has(key))
    .map(([, { name, values }]) => ({ name, values: typesOnly ? [] : values }));
}
