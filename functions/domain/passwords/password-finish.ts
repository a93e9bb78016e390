import { type Account, type AccountStatus } from '../account';
import { type PasswordEvent } from '../event';
import { type GoogleFailure, GOOGLE_FAILURES } from '../google-failure';
import { type Claim } from './password-claim';
import { type EpochMs, latest, later } from '../time';
import { isMended } from '../drift/mended';
import { withOneRotation, withoutOwnRotation } from './own-rotations';
import { withSendEnded } from './sends';
import { TIMING } from './timing';

/**
 * The outcome of the one call that a claim allows. `byBind`: the call's reply was lost, and a bind with the
 * password worked since. That call may still arrive, as an earlier one may be why the bind worked.
 */
export type Outcome =
  | { readonly kind: 'applied'; readonly primaryEmail?: string; readonly byBind?: true }
  | { readonly kind: 'rejected'; readonly failure: GoogleFailure }
  | { readonly kind: 'unknown'; readonly failure: GoogleFailure };

export type FinishRequest = {
  readonly claim: Claim;
  readonly outcome: Outcome;
  /** A time after the call ended. */
  readonly now: EpochMs;
  /** When a password set now is due; absent: never. */
  readonly nextRotationAt?: EpochMs;
};

export type FinishResult =
  | { readonly kind: 'finished'; readonly account: Account }
  /** Another holder has the lease now; nothing was written. */
  | { readonly kind: 'fenced' };

type Decision = {
  readonly write?: Account;
  readonly events?: readonly PasswordEvent[];
  readonly result: FinishResult;
};

/**
 * The last of the four steps: records the outcome of the call, only while the lease is still ours. Pure; runs
 * inside the store's transaction.
 *
 * Applied promotes the candidate and does not lift a quarantine: an earlier call may still be on its way. If a
 * bind said so, this call may be, too.
 * Rejected drops only a candidate that is not marked `sent`: one that this claim made. Unknown drops nothing.
 */
export function finishPassword(found: Account | undefined, request: FinishRequest): Decision {
  const { claim, outcome } = request;
  if (found?.lease?.holder !== claim.holder) {
    const done =
      outcome.kind === 'applied' && found?.current?.ciphertext === claim.candidate.ciphertext;
    return { result: done ? { kind: 'finished', account: found } : { kind: 'fenced' } };
  }
  const { lease, ...claimed } = found;
  const account = { ...claimed, sends: withSendEnded(claimed.sends, endOf(request)) };
  switch (outcome.kind) {
    case 'applied': {
      const { primaryEmail = account.primaryEmail } = outcome;
      const left = outcome.byBind ? whileItMayArrive(account, request) : account;
      const named = { ...left, primaryEmail };
      return claim.candidate.purpose === 'scramble'
        ? revoked(named, request)
        : promoted(named, request);
    }
    case 'rejected':
      return finished(rejected(account, request, outcome.failure));
    case 'unknown':
      return finished(unconfirmed(account, request, outcome.failure));
  }
}

/** When this claim's call could last have arrived. */
const endOf = ({ outcome, now }: FinishRequest): EpochMs =>
  outcome.kind === 'unknown' || (outcome.kind === 'applied' && outcome.byBind)
    ? later(now, TIMING.lateArrivalMs)
    : now;

/**
 * A change by somebody else that was known when this claim began came before its call. One that was found out
 * since may have come after it, unless it is old enough.
 */
function driftLeft({ drift }: Account, { claim, now }: FinishRequest): Pick<Account, 'drift'> {
  const overtaken = drift === undefined || drift.at === claim.account.drift?.at;
  return overtaken || isMended(drift.at, now) ? {} : { drift };
}

function promoted(account: Account, request: FinishRequest): Decision {
  const { version, ciphertext, createdAt } = request.claim.candidate;
  const counted = withOneRotation(account, version);
  const { lastFailure, nextRotationAt: past, goneSince, leftAtGoogle, ...given } = counted;
  const { retryAt, wantedSince, wantedBy, failures, outages, drift, proofHeldUntil, ...owed } =
    given; // Google has just taken a password
  const { askedRotation, heldForDevices, freedAt, announceFrom, revokedAt, ...rest } = owed;
  const { nextRotationAt, now } = request;
  const write: Account = {
    ...rest,
    status: 'active',
    current: { version, ciphertext, createdAt, setAt: now },
    candidates: [],
    ...driftLeft(account, request),
    ...(nextRotationAt === undefined ? {} : { nextRotationAt }),
  };
  return finished(write, account.current ? 'password.rotated' : 'password.issued', request);
}

function revoked(account: Account, request: FinishRequest): Decision {
  return finished(tombstoneOf(account, request.now), 'password.revoked', request);
}

/**
 * The account without its passwords. It stays, so that a late call cannot overrun a later issue, no version
 * is used twice, and a rotation repeated under its idempotency key makes no second password.
 */
export function tombstoneOf(account: Account, revokedAt: EpochMs): Account {
  const { current, lastFailure, nextRotationAt, goneSince, leftAtGoogle, ...given } = account;
  const { retryAt, wantedSince, wantedBy, failures, outages, drift, ...owed } = given;
  const { askedRotation, heldForDevices, freedAt, announceFrom, ...rest } = owed;
  return { ...rest, status: 'revoked', candidates: [], revokedAt };
}

function rejected(account: Account, request: FinishRequest, failure: GoogleFailure): Account {
  const { version: claimed } = request.claim.candidate;
  const refused = GOOGLE_FAILURES[failure.code] === 'password';
  const candidates = account.candidates.flatMap((candidate) => {
    if (candidate.version !== claimed) return [candidate];
    return candidate.sent ? [{ ...candidate, refused: candidate.refused || refused }] : [];
  });
  const kept = new Set([account.current, ...candidates].map((password) => password?.version));
  const rotationRequests = account.rotationRequests.filter(
    ({ version }) => version !== claimed || kept.has(version),
  );
  const counted = kept.has(claimed) ? account : withoutOwnRotation(account, claimed);
  return failed({ ...counted, candidates, rotationRequests }, request, failure);
}

function unconfirmed(account: Account, request: FinishRequest, failure: GoogleFailure): Account {
  const candidates = account.candidates.map((candidate) =>
    candidate.version === request.claim.candidate.version
      ? { ...candidate, sent: true }
      : candidate,
  );
  return failed({ ...whileItMayArrive(account, request), candidates }, request, failure);
}

/** The call was given up and may still change the password: no different one is sent until it cannot. */
const whileItMayArrive = (account: Account, { now }: FinishRequest): Account => ({
  ...account,
  quarantineUntil: latest(account.quarantineUntil, later(now, TIMING.lateArrivalMs)),
});

function failed(account: Account, request: FinishRequest, failure: GoogleFailure): Account {
  const attempts = (account.lastFailure?.attempts ?? 0) + 1;
  return {
    ...account,
    status: statusAfterFailure(account, request.claim),
    lastFailure: { code: failure.code, at: request.now, attempts },
  };
}

/** A parked account stays parked until a password is confirmed, even after another failure. */
function statusAfterFailure(account: Account, { wasRevoked }: Claim): AccountStatus {
  if (account.status === 'parked') return 'parked';
  if (account.candidates.length > 0) return 'unconfirmed';
  if (account.current && !account.leftAtGoogle) return 'active';
  return account.leftAtGoogle || wasRevoked ? 'revoked' : 'no-password';
}

function finished(write: Account, type?: PasswordEvent['type'], request?: FinishRequest): Decision {
  const result: FinishResult = { kind: 'finished', account: write };
  if (type === undefined || request === undefined) return { write, result };
  return { write, events: [eventOf(write, type, request)], result };
}

/** The event's id is the claim's holder: a claim finishes once, so a change has one id. */
const eventOf = (
  account: Account,
  type: PasswordEvent['type'],
  { claim, now }: FinishRequest,
): PasswordEvent => ({
  id: claim.holder,
  type,
  userId: account.userId,
  primaryEmail: account.primaryEmail,
  version: claim.candidate.version,
  at: now,
});
