import { type Account, holdsPassword, isBeingRevoked } from '../account';
import { isTenantFailure } from '../configuration/circuit';
import { type PasswordEvent } from '../event';
import { type GoogleFailureCode, isQuotaFailure } from '../google-failure';
import { unitKey } from '../unit-key';
import { PARKED_MS, pauseAfter } from '../passwords/due-dates';
import { isMadeAfter } from '../passwords/made-after';
import { type Outcome } from '../passwords/password-finish';
import { mayBeHidden, withSeen } from '../passwords/seen-user';
import { type Conclusion } from '../passwords/set-password';
import { metAfter, type RunMet, type SkipReason } from '../run-met';
import { durationMs, earlier, type EpochMs, later, SECOND_MS } from '../time';
import { type DirectoryUser, isNew } from '../user';
import { type Verdict } from '../runs/met';
import { isOwn } from './refusals';
import { isOutOfReach } from '../runs/run-batch';
import { type Occasion } from './standing';
import { tryAgain, unparked, wish, withoutWish } from './wishes';

/**
 * What a run writes on an account besides its password. A user whom Google shows still exists. A user who got
 * a password from another call meanwhile is done. A revoked account is not tried again.
 */
export function metAccount(account: Account, verdict: Verdict, occasion: Occasion): Conclusion {
  const { run, now, wantedSince } = occasion;
  const seen = verdict.code === 'user-not-found' ? account : shown(account, occasion);
  const given = wantedSince !== undefined && isMadeAfter(account, wantedSince, now);
  if (given || verdict.kind === 'done') {
    const left = isStillAsked(account, now) ? seen : withoutWish(seen);
    return noted(left, { runId: run.runId, result: 'done' });
  }
  return verdict.kind === 'failed'
    ? failed(seen, occasion, verdict)
    : skipped(seen, occasion, verdict);
}

/** A device may have left after the password was made that the run calls done. */
const isStillAsked = (account: Account, now: EpochMs): boolean =>
  account.askedRotation !== undefined && !isMadeAfter(account, account.askedRotation.at, now);

/** Upper limit on the age of what a run knows of a user; a page of the listing is used for 60 s. */
const SHOWN_WITHIN_MS = durationMs(120 * SECOND_MS);

function shown(account: Account, { user, configuration, now, account: seen }: Occasion): Account {
  if (user === undefined) return account;
  const asked = { from: earlier(now, SHOWN_WITHIN_MS), until: now, stored: seen };
  return withSeen(account, user, configuration, asked);
}

const noted = (
  account: Account,
  met: RunMet,
  events: readonly PasswordEvent[] = [],
): Conclusion => {
  const kept = account.status === 'revoked' ? withoutWish(account) : account;
  return { account: { ...kept, lastMet: metAfter(account.lastMet, met) }, events };
};

/** Reasons that the account itself shows. */
const UNREMARKABLE: ReadonlySet<SkipReason> = new Set(['no-password', 'password-revoked']);

function skipped(
  account: Account,
  occasion: Occasion,
  verdict: Extract<Verdict, { kind: 'skipped' }>,
): Conclusion {
  const { run, configuration, now, wantedSince } = occasion;
  const { code } = verdict;
  const met = { runId: run.runId, result: 'skipped', code } as const;
  if (code === 'has-password') return noted(account, met); // it may be about to be rotated
  if (code === 'devices') return noted({ ...account, heldForDevices: true }, met);
  const again = tryAgain(account, occasion, verdict);
  if (verdict.waitMs !== undefined) return noted({ ...account, ...again }, met);
  if (code === 'no-password' && run.scope !== 'due') return noted(account, met); // it gives no first one
  if (UNREMARKABLE.has(code)) return noted({ ...withoutWish(unparked(account)), ...again }, met);
  const { goneSince = now } = account;
  const isGone = code === 'user-not-found' && !mayBeHidden(account, configuration);
  const attempts = wantedSince === undefined ? (account.lastFailure?.attempts ?? 0) + 1 : 0;
  const lastFailure = { code, at: now, attempts };
  return noted({ ...account, ...(isGone ? { goneSince } : {}), ...again, lastFailure }, met);
}

/**
 * Tried again after a pause that doubles with each failure in a row, in any run; parked once the retry budget
 * is used up, unless there is no password and nobody wants one. `lastFailure` is already written if a password
 * was sent. A list that gives a new password after a revocation stands until it is done, or until the next
 * revocation.
 */
function failed(
  account: Account,
  occasion: Occasion,
  { code, retryBudget = Infinity }: Extract<Verdict, { kind: 'failed' }>,
): Conclusion {
  const { run, now, eventId, wantedSince, account: seen } = occasion;
  const { userId, primaryEmail, status } = account;
  const isRevoked = status === 'revoked' && seen?.status === 'revoked';
  const isWantedAgain = isRevoked && run.kind === 'issue' && wantedSince !== undefined;
  const isForAll = retryBudget === Infinity && mayBeForAll(code);
  const failures = (account.failures ?? 0) + (isForAll ? 0 : 1);
  const outages = (account.outages ?? 0) + (isForAll ? 1 : 0);
  const inARow = failures + outages;
  const attempts = Math.max(inARow, account.lastFailure?.attempts ?? 0);
  const isOver = status === 'revoked' && !isWantedAgain;
  const isWanted = holdsPassword(account) || (wantedSince ?? account.retryAt) !== undefined;
  const parks = status === 'parked' || (!isOver && isWanted && failures >= retryBudget);
  const retryAt = later(now, parks ? PARKED_MS : pauseAfter(inARow));
  const tried: Account = {
    ...account,
    ...(isWantedAgain ? { status: 'no-password' } : {}),
    ...(parks ? { status: 'parked' } : {}),
    ...(parks || (wantedSince ?? account.retryAt) !== undefined ? { retryAt } : {}),
    ...(wantedSince === undefined ? {} : wish(account, occasion, wantedSince)),
    failures,
    ...(outages === 0 ? {} : { outages }),
    lastFailure: { code, at: now, attempts },
  };
  const event = { id: eventId, type: 'account.parked', userId, primaryEmail, at: now } as const;
  const result = parks ? 'parked' : 'failed';
  return noted(
    tried,
    { runId: run.runId, result, code },
    parks && status !== 'parked' ? [event] : [],
  );
}

/**
 * What the outcome of a call means for the user. `seen`: the account before the call. Undefined: nothing yet,
 * since a candidate from before the run was confirmed, or the failure may concern all users.
 */
export function verdictOn(
  account: Account,
  outcome: Outcome,
  occasion: Occasion,
  seen: Account | undefined,
): Verdict | undefined {
  if (outcome.kind === 'applied') {
    if (account.current === undefined) return { kind: 'skipped', code: 'no-password' };
    return isWanted(account, occasion, seen) ? { kind: 'done' } : undefined;
  }
  const { code } = outcome.failure;
  const { user, now, configuration } = occasion;
  const { retryBudget } = configuration.policy;
  if (code === 'not-authorized' && user && isNew(user, now)) {
    return { kind: 'failed', code: 'user-not-ready', retryBudget }; // Google refuses new users at first
  }
  if (!isOwn(outcome.failure)) return undefined;
  if (code === 'user-not-found') return { kind: 'skipped', code };
  const budget = budgetFor(code, occasion);
  return { kind: 'failed', code, ...(budget === undefined ? {} : { retryBudget: budget }) };
}

/**
 * The policy's retry budget. No answer from Google uses none of it while no user of the run has had one: that
 * concerns everybody, and a night without Google would park all who are due.
 */
export function budgetFor(
  code: string,
  { run, configuration, account }: Pick<Occasion, 'run' | 'configuration' | 'account'>,
): number | undefined {
  const { counts, hand, putOff } = run;
  const others = counts.failed + counts.parked + counts.skipped + hand.length + putOff.length - 1;
  const isShort = (account?.outages ?? 0) < MOST_OUTAGES;
  const isForAll = isOutOfReach(code) && counts.done === 0 && others > 0 && isShort;
  return isForAll ? undefined : configuration.policy.retryBudget;
}

/** After so many, more than two days have passed: no outage of Google lasts so long. */
const MOST_OUTAGES = 9;

const mayBeForAll = (code: string): boolean => {
  const known = code as GoogleFailureCode; // other codes are in no table
  return isOutOfReach(code) || isQuotaFailure({ code: known }) || isTenantFailure({ code: known });
};

/**
 * Whether the current password is the one that the run wants: a first one, one made by this call (whatever
 * the clocks say), or one made since the run began or since it was wanted.
 */
function isWanted(
  account: Account,
  { run, wantedSince, now }: Occasion,
  seen: Account | undefined,
): boolean {
  if (run.kind === 'issue' || (account.current?.version ?? 0) > (seen?.lastVersion ?? 0))
    return true;
  if (isMadeAfter(account, run.startedAt, now)) return true;
  return wantedSince !== undefined && isMadeAfter(account, wantedSince, now);
}

/** Whether the password was revoked since `seen` was read, or is being revoked: a run does not undo that. */
export const wasTakenBack = (account: Account | undefined, seen: Account | undefined): boolean =>
  account !== undefined &&
  (isBeingRevoked(account) || (account.status === 'revoked' && seen?.status !== 'revoked'));

/** The account without the turn that was seen, in a unit where the policy gives none. */
export function withoutTurn(stored: Account, seen: Account, user: DirectoryUser): Account {
  const { nextRotationAt, heldForDevices, freedAt, announceFrom, ...rest } = stored;
  if (nextRotationAt !== seen.nextRotationAt) return stored; // of a password set since
  return { ...rest, orgUnitPath: unitKey(user.orgUnitPath) };
}

/** A failure that may concern all users is not recorded on this one. */
export function asBefore(account: Account, { kind }: Outcome, seen: Account | undefined): Account {
  if (kind === 'applied') return account;
  const { lastFailure: _, ...rest } = account;
  return seen?.lastFailure ? { ...rest, lastFailure: seen.lastFailure } : rest;
}
