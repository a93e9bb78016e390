import { type Account } from '../account';
import { type Configuration } from '../configuration/configuration';
import { type PasswordEvent } from '../event';
import { unitKey } from '../org-unit-path';
import { dueAt, PARKED_MS, pauseAfter } from '../passwords/due-dates';
import { isMadeAfter } from '../passwords/made-after';
import { type Outcome } from '../passwords/password-finish';
import { withSeen } from '../passwords/seen-user';
import { type Conclusion } from '../passwords/set-password';
import { metAfter, type RunMet, type SkipReason } from '../run-met';
import {
  DAY_MS,
  type DurationMs,
  durationMs,
  earlier,
  type EpochMs,
  later,
  SECOND_MS,
} from '../time';
import { type DirectoryUser, isNew } from '../user';
import { isOwn } from './refusals';
import { type Run } from './run';

/**
 * What became of a user. `waitMs`: somebody else's call has to end first, which is nobody's failure.
 * `retryBudget`: so many failures in a row park an account; absent: this one does not.
 */
export type Verdict =
  | { readonly result: 'done'; readonly code?: never }
  | { readonly result: 'skipped'; readonly code: SkipReason; readonly waitMs?: DurationMs }
  | { readonly result: 'failed'; readonly code: string; readonly retryBudget?: number };

/** When somebody was met, by which run, and what is known of them. */
export type Occasion = {
  readonly run: Run;
  readonly configuration: Configuration;
  /** What Google shows; undefined: it was not asked, or did not say. */
  readonly user: DirectoryUser | undefined;
  /** Since when a new password is wanted; undefined: at most what is in doubt is to be confirmed. */
  readonly wantedSince: EpochMs | undefined;
  readonly now: EpochMs;
  /** For `account.parked`. */
  readonly eventId: string;
};

/**
 * What a run writes of an account beside its password. Who is there is not gone. Who got a password from
 * somebody else meanwhile is done, and what was taken back is tried no more.
 */
export function metAccount(account: Account, verdict: Verdict, occasion: Occasion): Conclusion {
  const { run, now, wantedSince } = occasion;
  const seen = verdict.code === 'user-not-found' ? account : shown(account, occasion);
  const given = wantedSince !== undefined && isMadeAfter(account, wantedSince, now);
  if (given || verdict.result === 'done') {
    return noted(withoutWish(seen), { runId: run.runId, result: 'done' });
  }
  return verdict.result === 'failed'
    ? failed(seen, occasion, verdict)
    : skipped(seen, occasion, verdict);
}

/** How old at most is what a run knows of a user: a page of the listing is used for a minute. */
const SHOWN_WITHIN_MS = durationMs(120 * SECOND_MS);

function shown(account: Account, { user, configuration, now }: Occasion): Account {
  if (user === undefined) return account;
  const asked = { from: earlier(now, SHOWN_WITHIN_MS), until: now };
  const orgUnitPath = unitKey(user.orgUnitPath);
  return { ...withSeen(account, user, configuration, asked), orgUnitPath };
}

const noted = (
  account: Account,
  met: RunMet,
  events: readonly PasswordEvent[] = [],
): Conclusion => {
  const kept = account.status === 'revoked' ? withoutWish(account) : account;
  return { account: { ...kept, lastMet: metAfter(account.lastMet, met) }, events };
};

const withoutWish = ({ retryAt, wantedSince, failures, ...account }: Account): Account => account;

/** It says nothing that the account does not say itself. */
const UNREMARKABLE: ReadonlySet<SkipReason> = new Set([
  'no-password',
  'has-password',
  'password-revoked',
]);

/** Whoever is due comes up again in a day; a candidate that is only to be confirmed ever less often. */
function skipped(
  account: Account,
  { run: { runId }, now, wantedSince }: Occasion,
  { code, waitMs }: Extract<Verdict, { result: 'skipped' }>,
): Conclusion {
  const met = { runId, result: 'skipped', code } as const;
  if (waitMs !== undefined) {
    const again = wantedSince === undefined ? {} : { retryAt: later(now, waitMs), wantedSince };
    return noted({ ...account, ...again }, met);
  }
  const { goneSince = now } = account;
  const due = dueAt(account);
  const again = wantedSince !== undefined && due !== undefined && due <= now;
  const attempts = wantedSince === undefined ? (account.lastFailure?.attempts ?? 0) + 1 : 0;
  const says = !UNREMARKABLE.has(code);
  return noted(
    {
      ...(says ? account : withoutWish(account)),
      ...(code === 'user-not-found' && account.customerId !== undefined ? { goneSince } : {}),
      ...(again ? { retryAt: later(now, DAY_MS), wantedSince } : {}),
      ...(says ? { lastFailure: { code, at: now, attempts } } : {}),
    },
    met,
  );
}

/**
 * Tried again after a pause that doubles with each failure in a row, whichever run met it, or parked
 * once they are too many. `lastFailure` is written already where a password was sent.
 */
function failed(
  account: Account,
  { run: { runId }, now, eventId, wantedSince }: Occasion,
  { code, retryBudget = Infinity }: Extract<Verdict, { result: 'failed' }>,
): Conclusion {
  const failures = (account.failures ?? 0) + 1;
  const parks = account.status === 'parked' || failures >= retryBudget;
  const retryAt = later(now, parks ? PARKED_MS : pauseAfter(failures));
  const attempts = Math.max(failures, account.lastFailure?.attempts ?? 0);
  const tried: Account = {
    ...account,
    ...(parks ? { status: 'parked' } : {}),
    ...(parks || wantedSince !== undefined ? { retryAt } : {}),
    ...(wantedSince === undefined ? {} : { wantedSince }),
    failures,
    lastFailure: { code, at: now, attempts },
  };
  const { userId, primaryEmail, status } = account;
  const event = { id: eventId, type: 'account.parked', userId, primaryEmail, at: now } as const;
  const result = parks ? 'parked' : 'failed';
  return noted(tried, { runId, result, code }, parks && status !== 'parked' ? [event] : []);
}

/**
 * What the outcome of a call means for the user. `seen`: the account before the call. Undefined: nothing for this one, since a candidate of before
 * the run was confirmed, or the failure may concern everybody.
 */
export function verdictOn(
  account: Account,
  outcome: Outcome,
  occasion: Occasion,
  seen: Account | undefined,
): Verdict | undefined {
  if (outcome.kind === 'applied') {
    if (account.current === undefined) return { result: 'skipped', code: 'no-password' };
    return isWanted(account, occasion, seen) ? { result: 'done' } : undefined;
  }
  const { failure } = outcome;
  const { user, now, configuration } = occasion;
  const { retryBudget } = configuration.policy;
  if (failure.code === 'not-authorized' && user && isNew(user, now)) {
    return { result: 'failed', code: 'user-not-ready', retryBudget }; // Google refuses new users, whatever the rights
  }
  if (!isOwn(failure)) return undefined;
  const { code } = failure;
  if (code === 'user-not-found') return { result: 'skipped', code };
  return { result: 'failed', code, retryBudget };
}

/**
 * Whether the password that is there is what the run is to give: one made since it is wanted, or by this
 * very call, whatever the clocks say; the first one of somebody who had none; any, where none was wanted
 * and it is new.
 */
export function isWanted(
  account: Account,
  { run, wantedSince, now }: Pick<Occasion, 'run' | 'wantedSince' | 'now'>,
  seen: Account | undefined,
): boolean {
  if (run.kind === 'issue' || (account.current?.version ?? 0) > (seen?.lastVersion ?? 0))
    return true;
  if (isMadeAfter(account, run.startedAt, now)) return true;
  return wantedSince !== undefined && isMadeAfter(account, wantedSince, now);
}

/** Whether it was revoked since it was read: nobody gives it back unasked. */
export const wasTakenBack = (account: Account | undefined, seen: Account | undefined): boolean =>
  account?.status === 'revoked' && seen?.status !== 'revoked';

/** What concerns everybody is noted on nobody. */
export function asBefore(account: Account, { kind }: Outcome, seen: Account | undefined): Account {
  if (kind === 'applied') return account;
  const { lastFailure: _, ...rest } = account;
  return seen?.lastFailure ? { ...rest, lastFailure: seen.lastFailure } : rest;
}
