import {
  type Account,
  type Candidate,
  type Ciphertext,
  type RotationRequest,
  type UserId,
} from '../account';
import { type DurationMs, durationMs, type EpochMs, latest, later, until } from '../time';
import { unitKey } from '../unit-key';
import { withOwnRotation } from './own-rotations';
import { withSendBegun } from './sends';
import { TIMING } from './timing';
import { withCredibleTimes } from './credible-times';

/** A password encrypted before the transaction, for exactly this version. */
export type FreshPassword = { readonly version: number; readonly ciphertext: Ciphertext };

export type ClaimRequest = {
  readonly userId: UserId;
  readonly primaryEmail: string;
  /** The user's unit, as Google shows it; undefined: not known. */
  readonly orgUnitPath?: string | undefined;
  /** Unique to this claim; fences every later write. */
  readonly holder: string;
  readonly now: EpochMs;
  readonly purpose: Candidate['purpose'];
  /** The customer under whom a new account is issued; null: not known. */
  readonly customerId: string | null;
  /** Whether a new password is still needed, decided on the account as the transaction sees it. */
  readonly wanted: (account: Account | undefined) => boolean;
  readonly fresh?: FreshPassword;
  /** The SHA-256 of an `Idempotency-Key`, remembered with the version that the request gets. */
  readonly keyHash?: string;
  /** The person asks in self-service: a new password counts against their day. */
  readonly ownRotation?: boolean;
  /** Who asks for the change; stored with the candidate. */
  readonly askedBy: string;
};

export type Claim = {
  readonly kind: 'claimed';
  readonly holder: string;
  /** `sent` is false only if this claim made the candidate, so that nobody else can have sent it. */
  readonly candidate: Candidate;
  readonly leaseUntil: EpochMs;
  /** The account as the claim left it. */
  readonly account: Account;
  /** The password was taken back before, so it still is if Google refuses the new one. */
  readonly wasRevoked?: true;
};

export type ClaimResult =
  | Claim
  | { readonly kind: 'not-wanted'; readonly account: Account | undefined }
  | { readonly kind: 'in-progress'; readonly retryAfterMs: DurationMs }
  | { readonly kind: 'quarantined'; readonly retryAfterMs: DurationMs }
  | { readonly kind: 'fresh-needed'; readonly version: number };

type Decision = { readonly write?: Account | undefined; readonly result: ClaimResult };

/** How many rotation requests with idempotency keys an account remembers. */
const REMEMBERED_REQUESTS = 10;

/**
 * The first of the four steps that set a password: takes the lease and decides which candidate may be sent.
 * Pure; runs inside the store's transaction.
 *
 * An unconfirmed candidate is sent again, not replaced, and is marked `sent`: its maker may have sent it and
 * died before recording that. A different password is made only outside the quarantine.
 */
export function claimPassword(stored: Account | undefined, request: ClaimRequest): Decision {
  const found = stored && withCredibleTimes(stored, request.now);
  const decision = decide(found, request);
  return found === stored ? decision : { write: found, ...decision };
}

function decide(found: Account | undefined, request: ClaimRequest): Decision {
  const { now, holder } = request;
  const leaseLeftMs = until(now, leaseEnd(found) ?? now);
  if (found && leaseLeftMs > 0) {
    if (found.lease?.holder === holder) return { result: claimedAlready(found, request) };
    return { result: { kind: 'in-progress', retryAfterMs: leaseLeftMs } };
  }
  const known = found && withoutOld(found);
  const account = known ? afterExpiredLease(known) : emptyAccount(request);
  const last = account.candidates.at(-1);
  if (last === undefined && !request.wanted(found)) {
    if (found === undefined) return { result: { kind: 'not-wanted', account: undefined } };
    const write = account === found ? {} : { write: account };
    return { ...write, result: { kind: 'not-wanted', account } };
  }
  const quarantineLeftMs = quarantineLeft(account, now);
  if (last !== undefined && mayReuse(last, request.purpose, quarantineLeftMs)) {
    return claimWith(account, request, { ...last, sent: true });
  }
  if (quarantineLeftMs > 0) {
    return { result: { kind: 'quarantined', retryAfterMs: quarantineLeftMs } };
  }
  const version = account.lastVersion + 1;
  if (request.fresh?.version !== version) return { result: { kind: 'fresh-needed', version } };
  const purpose = endsScramble(found, last, request) ? 'scramble' : request.purpose;
  const counted = request.ownRotation ? withOwnRotation(account, { version, at: now }) : account;
  return claimWith(counted, request, {
    ...request.fresh,
    createdAt: now,
    sent: false,
    refused: false,
    purpose,
    ...askerOf(purpose, last, found, request),
  });
}

/** When a lease may be taken over. Includes the clock skew, because its holder's clock may be behind ours. */
const leaseEnd = (account: Account | undefined): EpochMs | undefined =>
  account?.lease && later(account.lease.until, TIMING.clockSkewMs);

/** How long the quarantine still lasts; its last moment is part of it. */
export const quarantineLeft = ({ quarantineUntil }: Account, now: EpochMs): DurationMs =>
  durationMs(quarantineUntil === undefined ? 0 : Math.max(0, quarantineUntil - now + 1));

/**
 * Whether the last candidate may be sent again. A set may finish a pending scramble, then make its own
 * password, because the same password may be sent at any time. A scramble never sends a password that
 * somebody may be told. A refused candidate is sent again only while no other password may be.
 */
function mayReuse(
  last: Candidate,
  purpose: Candidate['purpose'],
  quarantineLeftMs: DurationMs,
): boolean {
  if (purpose === 'scramble' && last.purpose === 'set') return false;
  return !last.refused || quarantineLeftMs > 0;
}

/** A revocation whose scramble Google refused is still wanted, unless this caller wants a password. */
const endsScramble = (
  found: Account | undefined,
  last: Candidate | undefined,
  { wanted }: ClaimRequest,
): boolean => last?.purpose === 'scramble' && !wanted(found);

/**
 * Drops candidates at or below the current version. Versions only go up, so this service did not make them.
 * Nobody can make a ciphertext without the key, but a writer of the database could bring an old one back.
 */
function withoutOld(account: Account): Account {
  const { current, candidates } = account;
  const isNew = ({ version }: Candidate): boolean => version > (current?.version ?? 0);
  if (candidates.every(isNew)) return account;
  const kept = candidates.filter(isNew);
  return { ...account, ...(kept.length > 0 ? {} : { status: 'active' }), candidates: kept };
}

/** A caller that only settles another's request is not its asker, even if that takes a new password. */
function askerOf(
  purpose: Candidate['purpose'],
  last: Candidate | undefined,
  found: Account | undefined,
  { wanted, askedBy }: ClaimRequest,
): Pick<Candidate, 'askedBy'> {
  const settles = last?.purpose === purpose && !wanted(found);
  if (!settles) return { askedBy };
  return last.askedBy === undefined ? {} : { askedBy: last.askedBy };
}

/** The holder of an expired lease may have sent at the last moment, and that call may still arrive. */
export function afterExpiredLease(account: Account): Account {
  if (account.lease === undefined) return account;
  const { lease, ...rest } = account;
  const mayArriveUntil = later(lease.until, TIMING.orphanArrivalMs);
  return { ...rest, quarantineUntil: latest(account.quarantineUntil, mayArriveUntil) };
}

function claimWith(account: Account, request: ClaimRequest, candidate: Candidate): Decision {
  const leaseUntil = later(request.now, TIMING.leaseMs);
  const others = account.candidates.filter(({ version }) => version !== candidate.version);
  const { orgUnitPath: unit } = request;
  const write: Account = {
    ...account,
    ...(unit === undefined ? {} : { orgUnitPath: unitKey(unit) }),
    status: account.status === 'parked' ? 'parked' : 'unconfirmed',
    candidates: [...others, candidate],
    lease: { holder: request.holder, until: leaseUntil },
    sends: withSendBegun(account.sends, {
      from: request.now,
      until: later(leaseUntil, TIMING.orphanArrivalMs), // if this process dies; `finishPassword` knows better
    }),
    lastVersion: Math.max(account.lastVersion, candidate.version),
    rotationRequests: remember(account.rotationRequests, request.keyHash, candidate),
  };
  const { holder } = request;
  const before = account.status === 'revoked' ? { wasRevoked: true as const } : {};
  const claimed = { kind: 'claimed', holder, candidate, leaseUntil, account: write } as const;
  return { write, result: { ...claimed, ...before } };
}

/** The store repeated the step after a commit whose reply was lost: the claim stands. */
function claimedAlready(account: Account, request: ClaimRequest): ClaimResult {
  const candidate = account.candidates.at(-1);
  if (candidate === undefined || account.lease === undefined) {
    return { kind: 'in-progress', retryAfterMs: TIMING.leaseMs };
  }
  return {
    kind: 'claimed',
    holder: request.holder,
    candidate,
    leaseUntil: account.lease.until,
    account,
  };
}

function remember(
  requests: readonly RotationRequest[],
  keyHash: string | undefined,
  candidate: Candidate,
): readonly RotationRequest[] {
  const known = keyHash === undefined || requests.some((request) => request.keyHash === keyHash);
  if (known || candidate.purpose === 'scramble') return requests;
  return [...requests, { keyHash, version: candidate.version }].slice(-REMEMBERED_REQUESTS);
}

/** The account of a user who never had a password. */
export const emptyAccount = ({
  userId,
  primaryEmail,
  customerId,
}: Pick<ClaimRequest, 'userId' | 'primaryEmail' | 'customerId'>): Account => ({
  userId,
  primaryEmail,
  customerId,
  status: 'no-password',
  candidates: [],
  lastVersion: 0,
  rotationRequests: [],
  revision: 0,
});
