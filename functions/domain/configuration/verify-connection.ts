import { type Clock } from '../../ports/clock';
import { type ConnectionProbe } from '../../ports/connection-probe';
import { type Directory } from '../../ports/directory';
import { type Connection } from './configuration';
import { type GoogleFailure, type GoogleFailureCode } from '../google-failure';
import { DAY_MS, durationMs, type EpochMs } from '../time';
import { type DirectoryUser } from '../user';
import { LINK_IDS, type LinkId, type Verification, type VerificationLink } from './verification';
import { VERIFICATION_TEXTS } from './verification-texts';

export type VerifyPorts = { readonly probe: ConnectionProbe; readonly clock: Clock };

/**
 * How far our clock may differ from Google's. Google publishes no number; its own libraries tolerate 300
 * seconds (google-auth-library, `CLOCK_SKEW_SECS_`).
 */
const MAX_SKEW_MS = durationMs(5 * 60_000);

/**
 * How long Google may take to propagate a delegation (googleapis/google-api-php-client#1379,
 * GAM-team/GAM#1632).
 */
const PROPAGATION_MS = DAY_MS;

/** The result of a chain: the links that are known to hold, and the broken one with its failure. */
type Finding = {
  readonly ok: readonly LinkId[];
  readonly broken?: { readonly link: LinkId; readonly failure: GoogleFailure };
  readonly customerId?: string;
};

/** The verified chain, with the customer id of the Workspace if the chain got that far. */
export type VerifiedConnection = {
  readonly verification: Verification;
  readonly customerId?: string;
};

/**
 * Checks a connection link by link, with calls that change nothing. At most one link is not ok. Links that
 * could not be checked because of it are `not-reached`. Google cannot be asked whether a delegated admin may
 * change passwords, so the check ends at whether the user is an admin and may list users.
 *
 * `connectedAt`: when the connection was saved. A missing delegation is `waiting` in the first 24 hours after
 * that, because Google may only need time.
 */
export async function verifyConnection(
  { probe, clock }: VerifyPorts,
  connection: Connection,
  connectedAt: EpochMs | undefined,
): Promise<VerifiedConnection> {
  const { directory, googleTime } = await probe.signIn(connection);
  const now = clock.now();
  const finding =
    directory.kind === 'ok'
      ? await directoryFinding(directory.value, connection.adminUsername)
      : signInFinding(...explained(directory.failure, googleTime, now));
  const fresh = connectedAt !== undefined && Math.abs(now - connectedAt) < PROPAGATION_MS;
  const { customerId } = finding;
  return {
    verification: chain(finding, connection, now, fresh),
    ...(customerId === undefined ? {} : { customerId }),
  };
}

/**
 * The chain as shown by a failure of some other call, which says little about the other links. Only
 * `not-authorized`, after several refused updates in a row, comes from users who can be read.
 */
export function brokenConnection(
  failure: GoogleFailure,
  connection: Connection,
  now: EpochMs,
): Verification {
  const finding: Finding =
    failure.code === 'not-authorized'
      ? { ok: LINK_IDS.filter((id) => id !== 'admin'), broken: { link: 'admin', failure } }
      : signInFinding(failure, false);
  return chain(finding, connection, now, false);
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
};

/**
 * The failure, and whether the clocks agree by the `Date` of Google's answer. If they do not, that explains a
 * refusal without a reason. It is only a hint: a proxy may have written the header, and a successful sign-in
 * counts more.
 */
function explained(
  failure: GoogleFailure,
  googleTime: EpochMs | undefined,
  now: EpochMs,
): [GoogleFailure, boolean] {
  if (googleTime === undefined) return [failure, false];
  if (Math.abs(now - googleTime) <= MAX_SKEW_MS) return [failure, true];
  return [failure.code === 'token-refused' ? { code: 'clock-skewed' } : failure, false];
}

/** No token. Google checks the signature first, so a failure at a later check means that the key works. */
function signInFinding(failure: GoogleFailure, clockAgrees: boolean): Finding {
  const link = LINK_OF[failure.code] ?? 'sign-in';
  const ok: LinkId[] = link === 'key' ? [] : ['key'];
  const signedIn = link === 'delegation' || link === 'admin';
  if ((clockAgrees || signedIn) && link !== 'clock') ok.push('clock');
  if (signedIn) ok.push('sign-in');
  return { ok, broken: { link, failure } };
}

const SIGNED_IN = ['key', 'clock', 'sign-in', 'delegation'] as const satisfies readonly LinkId[];

async function directoryFinding(directory: Directory, adminUsername: string): Promise<Finding> {
  const admin = await directory.findUser(adminUsername);
  if (admin.kind === 'failed') {
    const failure = adminFailure(admin.failure);
    const link = LINK_OF[failure.code] ?? 'api';
    const ok = link === 'admin' ? [...SIGNED_IN, 'api' as const] : SIGNED_IN;
    return { ok: before(link, ok), broken: { link, failure } };
  }
  const { customerId } = admin.value;
  const whose = customerId === undefined ? {} : { customerId };
  const code = adminProblem(admin.value);
  if (code) {
    return { ...whose, ok: [...SIGNED_IN, 'api'], broken: { link: 'admin', failure: { code } } };
  }
  const listed = await directory.listUsers({ limit: 1 });
  if (listed.kind === 'ok') return { ...whose, ok: LINK_IDS };
  const failure = listingFailure(listed.failure);
  const link = failure.code === 'admin-not-privileged' ? 'users' : LINK_OF[failure.code];
  const broken = { link: link ?? ('users' as const), failure };
  return { ...whose, ok: before(broken.link, [...SIGNED_IN, 'api', 'admin']), broken };
}

/** The admin is looked up under its own name, so a failure about the user is a failure of the admin. */
function adminFailure(failure: GoogleFailure): GoogleFailure {
  if (failure.code === 'user-not-found') return { ...failure, code: 'admin-unknown' };
  return listingFailure(failure);
}

const listingFailure = (failure: GoogleFailure): GoogleFailure =>
  failure.code === 'not-authorized' ? { ...failure, code: 'admin-not-privileged' } : failure;

function adminProblem(admin: DirectoryUser): GoogleFailureCode | undefined {
  if (admin.suspended || admin.archived) return 'admin-suspended';
  return admin.isAdmin || admin.isDelegatedAdmin ? undefined : 'admin-not-privileged';
}

/** Those of `links` that come before `link` in the chain. */
const before = (link: LinkId, links: readonly LinkId[]): LinkId[] =>
  links.filter((each) => LINK_IDS.indexOf(each) < LINK_IDS.indexOf(link));

function chain(
  { ok, broken }: Finding,
  connection: Connection,
  checkedAt: EpochMs,
  fresh: boolean,
): Verification {
  const waiting = fresh && broken?.failure.code === 'delegation-missing';
  const state = waiting ? 'waiting' : 'failing';
  const links = LINK_IDS.map((id): VerificationLink => {
    if (id !== broken?.link) return { id, state: ok.includes(id) ? 'ok' : 'not-reached' };
    const { code, url } = broken.failure;
    return { id, state, code, ...VERIFICATION_TEXTS[code](connection), ...(url ? { url } : {}) };
  });
  return { state: broken ? state : 'ok', checkedAt, links };
}
