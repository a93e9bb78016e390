import { type Account } from '../account';
import { type PasswordEvent } from '../event';
import { type Run, type SkipReason } from './run';
import { type RunMark } from '../run-mark';
import { DAY_MS, type EpochMs, epochMs, later } from '../time';
import { type Conclusion } from '../passwords/set-password';

/** What a run needs to know of itself to judge an account. */
export type RunFacts = Pick<Run, 'runId' | 'startedAt'>;

/** How an account stands to a run: still to be rotated, or with its password done, gone, or given up. */
export type Standing =
  | { readonly kind: 'wanted' }
  | { readonly kind: 'done' | 'no-password' }
  | { readonly kind: 'settled'; readonly mark: RunMark };

/**
 * Whether an account is still to be rotated for a run. Its own mark counts first; otherwise a password
 * that was set after the run started, by whomever, and what a later run gave up.
 */
export function standingOf(account: Account | undefined, run: RunFacts): Standing {
  if (account?.current === undefined) return { kind: 'no-password' };
  const { mark, current } = account;
  if (mark?.runId === run.runId && mark.outcome !== 'failed') return { kind: 'settled', mark };
  if (current.setAt >= run.startedAt) return { kind: 'done' };
  if (mark?.outcome === 'parked' && mark.runId > run.runId) {
    return { kind: 'settled', mark: { ...mark, runId: run.runId } };
  }
  return { kind: 'wanted' };
}

/** The mark that an account is to carry when there is nothing left to do for a run; undefined: there is. */
export function finalMark(account: Account, run: RunFacts): RunMark | undefined {
  const { runId } = run;
  const standing = standingOf(account, run);
  switch (standing.kind) {
    case 'wanted':
      return undefined;
    case 'done':
      return { runId, outcome: 'done' };
    case 'no-password':
      return { runId, outcome: 'skipped', code: 'no-password' };
    case 'settled':
      return standing.mark;
  }
}

/**
 * How often runs tried this account in vain, one after another. Runs that were stopped count too: else
 * the few who fail first would fail first in every run, and none would ever be given up. Whoever is
 * done, skipped or parked begins anew.
 */
export const attemptsOf = ({ mark }: Account): number => mark?.attempts ?? 0;

/**
 * Of two runs at once the later one keeps the mark; the earlier one finds the account done all the
 * same, counts its own vain tries on it, and may give the account up for both. The same object when
 * nothing changes.
 */
export function marked(account: Account, own: RunMark): Account {
  const known = account.mark;
  const mark = known !== undefined && known.runId > own.runId ? beside(known, own) : own;
  const same =
    known?.runId === mark.runId &&
    known.outcome === mark.outcome &&
    known.code === mark.code &&
    known.attempts === mark.attempts;
  return same ? account : { ...account, mark };
}

/** What the mark of a later run becomes by what an earlier one, still at work, did. */
function beside(known: RunMark, { outcome, code, attempts }: RunMark): RunMark {
  const why = code === undefined ? {} : { code };
  if (outcome === 'parked') return { runId: known.runId, outcome, ...why };
  if (outcome !== 'failed' || attempts === undefined) return known;
  return { ...known, ...(known.outcome === 'failed' ? why : {}), attempts };
}

/** Left alone by a run: says why, and comes up again in a day if it is due. */
export function skipped(
  account: Account,
  runId: string,
  reason: SkipReason,
  now: EpochMs,
): Account {
  const { nextRotationAt } = account;
  const { goneSince = now, ...rest } = account;
  const tomorrow = later(now, DAY_MS);
  return marked(
    {
      ...rest,
      ...(reason === 'user-not-found' ? { goneSince } : {}),
      ...(nextRotationAt === undefined
        ? {}
        : { nextRotationAt: epochMs(Math.max(nextRotationAt, tomorrow)) }),
      ...(reason === 'no-password' ? {} : { lastFailure: { code: reason, at: now, attempts: 0 } }),
    },
    { runId, outcome: 'skipped', code: reason },
  );
}

/** Given up, until an administrator tries again: keeps its candidates, and is due no more. */
export function parked(
  account: Account,
  { runId, code, now, eventId }: { runId?: string; code: string; now: EpochMs; eventId: string },
): Conclusion {
  const { nextRotationAt: _, ...rest } = account;
  const attempts = account.lastFailure?.attempts ?? 0;
  const given: Account = { ...rest, status: 'parked', lastFailure: { code, at: now, attempts } };
  const event: PasswordEvent = {
    id: eventId,
    type: 'account.parked',
    userId: account.userId,
    primaryEmail: account.primaryEmail,
    at: now,
  };
  if (runId === undefined) return { account: given, events: [event] };
  return { account: marked(given, { runId, outcome: 'parked', code }), events: [event] };
}
