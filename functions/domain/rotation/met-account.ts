import { type Account } from '../account';
import { type PasswordEvent } from '../event';
import { PARKED_MS, dueAt, pauseAfter } from '../passwords/due-dates';
import { type Conclusion } from '../passwords/set-password';
import { type RunMet } from '../run-met';
import { DAY_MS, type DurationMs, type EpochMs, later } from '../time';
import { type SkipReason } from './run';

/** Who was met, when and where Google has the user. */
export type Meeting = {
  readonly runId: string;
  readonly now: EpochMs;
  readonly orgUnitPath?: string;
};

export const metDone = (account: Account, meeting: Meeting): Account =>
  met(account, meeting, { runId: meeting.runId, result: 'done' });

/**
 * Left alone. Whoever is due comes up again in a day; `wanted` false: only a candidate was to be
 * confirmed, which is tried ever less often.
 */
export function metSkipped(
  account: Account,
  meeting: Meeting,
  { reason, wanted }: { readonly reason: SkipReason; readonly wanted: boolean },
): Account {
  const { runId, now } = meeting;
  const { goneSince = now, ...rest } = account;
  const due = dueAt(account);
  const says = !UNREMARKABLE.has(reason);
  const attempts = wanted ? 0 : (account.lastFailure?.attempts ?? 0) + 1;
  return met(
    {
      ...rest,
      ...(reason === 'user-not-found' ? { goneSince } : {}),
      ...(wanted && due !== undefined && due <= now ? { retryAt: later(now, DAY_MS) } : {}),
      ...(says ? { lastFailure: { code: reason, at: now, attempts } } : {}),
    },
    meeting,
    { runId, result: 'skipped', code: reason },
  );
}

/** It says nothing that the account does not say itself. */
const UNREMARKABLE: ReadonlySet<SkipReason> = new Set([
  'no-password',
  'has-password',
  'password-revoked',
]);

/** Somebody else's call has to end first: it is nobody's failure, and due just then. */
export function metInProgress(
  account: Account,
  meeting: Meeting,
  waitMs: DurationMs,
  wantedSince: EpochMs | undefined,
): Account {
  const { runId, now } = meeting;
  const again = wantedSince === undefined ? {} : { retryAt: later(now, waitMs), wantedSince };
  return met({ ...account, ...again }, meeting, { runId, result: 'skipped', code: 'in-progress' });
}

export type Failed = {
  readonly code: string;
  /** So many failures in a row park an account; absent: this one does not. */
  readonly retryBudget?: number;
  /** For `account.parked`. */
  readonly eventId: string;
  /** Since when a new password is wanted, which is then tried again; undefined: none is. */
  readonly wantedSince: EpochMs | undefined;
};

/**
 * Tried in vain: tried again after a pause that doubles with each failure in a row, whichever run met
 * it, or parked once they are too many. `lastFailure` is written already where a password was sent.
 */
export function metFailed(account: Account, meeting: Meeting, failed: Failed): Conclusion {
  const { runId, now } = meeting;
  const { code, retryBudget = Infinity, wantedSince } = failed;
  const failures = (account.failures ?? 0) + 1;
  const attempts = Math.max(failures, account.lastFailure?.attempts ?? 0);
  const parked = account.status === 'parked' || failures >= retryBudget;
  const write = met(
    {
      ...account,
      failures,
      lastFailure: { code, at: now, attempts },
      ...(parked ? { status: 'parked' as const, retryAt: later(now, PARKED_MS) } : {}),
      ...(wantedSince === undefined ? {} : { wantedSince }),
      ...(!parked && wantedSince !== undefined
        ? { retryAt: later(now, pauseAfter(failures)) }
        : {}),
    },
    meeting,
    { runId, result: parked ? 'parked' : 'failed', code },
  );
  const newly = parked && account.status !== 'parked';
  return { account: write, events: newly ? [parkedEvent(account, failed.eventId, now)] : [] };
}

/** What the run did, and where the user is, if Google was asked: who is there is not gone. */
function met(account: Account, { orgUnitPath }: Meeting, lastMet: RunMet): Account {
  if (orgUnitPath === undefined) return { ...account, lastMet };
  const { goneSince: _, ...rest } = account;
  return { ...rest, orgUnitPath, lastMet };
}

const parkedEvent = (account: Account, id: string, at: EpochMs): PasswordEvent => ({
  id,
  type: 'account.parked',
  userId: account.userId,
  primaryEmail: account.primaryEmail,
  at,
});
