import { type Clock } from '../../ports/clock';
import { type ConnectionProbe } from '../../ports/connection-probe';
import { type Directory } from '../../ports/directory';
import { type Connection, isDelegated } from './configuration';
import { type GoogleFailure } from '../google-failure';
import { DAY_MS, durationMs, type EpochMs } from '../time';
import { delegatedFinding } from './delegated-finding';
import { type Finding, linksOf, rightLink, signInFinding } from './finding';
import { ownFinding } from './own-finding';
import { type Verification, type VerificationLink } from './verification';
import { verificationText } from './verification-texts';

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

/** The verified chain, with the customer id of the Workspace if the chain got that far. */
export type VerifiedConnection = {
  readonly verification: Verification;
  readonly customerId?: string;
};

/**
 * Checks a connection link by link, with calls that change nothing. At most one link is not ok. Links that
 * could not be checked because of it are `not-reached`. Google cannot be asked whether an administrator or a
 * role may set passwords, so the check ends at whether users can be read. The first change shows the rest.
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
      ? await directoryFinding(directory.value, connection)
      : signInFinding(connection, ...explained(directory.failure, googleTime, now));
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
  const link = rightLink(connection);
  const finding: Finding =
    failure.code === 'not-authorized'
      ? { ok: linksOf(connection).filter((id) => id !== link), broken: { link, failure } }
      : signInFinding(connection, failure, false);
  return chain(finding, connection, now, false);
}

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

const directoryFinding = (directory: Directory, connection: Connection): Promise<Finding> =>
  isDelegated(connection)
    ? delegatedFinding(directory, connection)
    : ownFinding(directory, connection);

function chain(
  { ok, broken }: Finding,
  connection: Connection,
  checkedAt: EpochMs,
  fresh: boolean,
): Verification {
  const waiting = fresh && broken?.failure.code === 'delegation-missing';
  const state = waiting ? 'waiting' : 'failing';
  const links = linksOf(connection).map((id): VerificationLink => {
    if (id !== broken?.link) return { id, state: ok.includes(id) ? 'ok' : 'not-reached' };
    const { code, url } = broken.failure;
    return { id, state, code, ...verificationText(code, connection), ...(url ? { url } : {}) };
  });
  return { state: broken ? state : 'ok', checkedAt, links };
}
