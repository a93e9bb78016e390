import { type GoogleFailure, type GoogleFailureCode } from '../google-failure';
import { type Connection, isDelegated } from './configuration';
import { DELEGATED_LINK_IDS, type LinkId, OWN_LINK_IDS } from './verification';

/** The result of a chain: the links that are known to hold, and the broken one with its failure. */
export type Finding = {
  readonly ok: readonly LinkId[];
  readonly broken?: { readonly link: LinkId; readonly failure: GoogleFailure };
  readonly customerId?: string;
};

/** The links of this connection's chain, in order. */
export function linksOf(connection: Connection): readonly LinkId[] {
  if (isDelegated(connection)) return DELEGATED_LINK_IDS;
  return connection.credential.kind === 'key'
    ? OWN_LINK_IDS
    : OWN_LINK_IDS.filter((id) => id !== 'key');
}

/** The link of the right to set passwords: the administrator's, or the service account's own role. */
export const rightLink = (connection: Connection): 'admin' | 'role' =>
  isDelegated(connection) ? 'admin' : 'role';

/** Those of this connection's links that come before `link` in its chain. */
export function before(link: LinkId, connection: Connection): readonly LinkId[] {
  const links = linksOf(connection);
  return links.slice(0, links.indexOf(link));
}

/** The link that a failure belongs to, whichever call failed. Other failures belong to the call's link. */
const LINK_OF: Readonly<Partial<Record<GoogleFailureCode, LinkId>>> = {
  'key-unreadable': 'key',
  'clock-skewed': 'clock',
  'key-rejected': 'sign-in',
  'service-account-gone': 'sign-in',
  'account-gone': 'sign-in',
  'client-disabled': 'sign-in',
  'signing-refused': 'sign-in',
  'token-refused': 'sign-in',
  'delegation-missing': 'delegation',
  'scope-refused': 'delegation',
  'access-blocked': 'delegation',
  'scope-insufficient': 'delegation',
  'api-disabled': 'api',
  'domain-refused': 'api',
  'project-refused': 'api',
  'organization-refused': 'api',
  'admin-unknown': 'admin',
  'admin-malformed': 'admin',
  'admin-suspended': 'admin',
  'admin-not-privileged': 'admin',
  'role-missing': 'role',
  'customer-unknown': 'role',
  'customer-differs': 'role',
};

/** What this chain has no link for concerns its sign-in. */
export function linkOf({ code }: GoogleFailure, connection: Connection): LinkId | undefined {
  const link = LINK_OF[code];
  if (link === undefined) return undefined;
  return linksOf(connection).includes(link) ? link : 'sign-in';
}

/** Links that are reached only with a token or in the last step to it: who signs is known by then. */
const BEHIND_SIGN_IN: ReadonlySet<LinkId> = new Set(['delegation', 'admin', 'role']);

/** No token. Google checks the signature first, so a failure at a later check means that the key works. */
export function signInFinding(
  connection: Connection,
  failure: GoogleFailure,
  clockAgrees: boolean,
): Finding {
  const link = linkOf(failure, connection) ?? 'sign-in';
  const ok: LinkId[] = link === 'key' ? [] : ['key'];
  const signedIn = BEHIND_SIGN_IN.has(link);
  if ((clockAgrees || signedIn) && link !== 'clock') ok.push('clock');
  if (signedIn) ok.push('sign-in');
  return { ok, broken: { link, failure } };
}
