import { type Account, holdsPassword } from '../account';
import { isMended } from '../drift/mended';
import { dueAt } from '../passwords/due-dates';
import {
  DAY_MS,
  type DurationMs,
  durationMs,
  type EpochMs,
  later,
  SECOND_MS,
  until,
} from '../time';
import { type Verdict } from '../runs/met';
import { isScheduled } from '../runs/run';
import { type Occasion } from './standing';

/** The account of a user for whom no run wants a password any more. */
export const withoutWish = ({
  retryAt,
  wantedSince,
  wantedBy,
  failures,
  outages,
  askedRotation,
  ...account
}: Account): Account => account;

/** An account with neither a password nor a wish for one is not parked: nothing is left to try again. */
export const unparked = (account: Account): Account =>
  account.status === 'parked' && !holdsPassword(account)
    ? { ...account, status: 'no-password' }
    : account;

/** The schedule does not make a wish its own that it finds, unless the wish ended with a connection. */
export function wish(
  account: Account,
  { run, configuration: { disconnectedAt } }: Occasion,
  wantedSince: EpochMs,
): Partial<Account> {
  const since = account.wantedSince;
  const stands = since !== undefined && since >= (disconnectedAt ?? 0);
  const isAnew = run.kind === 'issue' && !(stands && isScheduled(run));
  return { wantedSince, ...(isAnew ? { wantedBy: run.startedBy } : {}) };
}

/**
 * A due user is tried again in a day; a candidate that only needs confirmation, less and less often. Whoever asks for a
 * password that is already wanted is asking too.
 */
export function tryAgain(
  account: Account,
  occasion: Occasion,
  { code, waitMs }: Extract<Verdict, { kind: 'skipped' }>,
): Partial<Account> {
  const { now, wantedSince } = occasion;
  const due = dueAt(account);
  const pauseMs = code === 'user-suspended' ? pauseOfSuspended(account, now) : DAY_MS;
  const againMs = waitMs ?? (due !== undefined && due <= now ? pauseMs : undefined);
  const ends = waitMs === undefined && code === 'no-password';
  const isTimed = wantedSince !== undefined || (account.retryAt !== undefined && !ends);
  const retryAt = isTimed && againMs !== undefined ? later(now, againMs) : undefined;
  const stands = account.wantedSince !== undefined || retryAt !== undefined;
  const isWish = wantedSince !== undefined && stands;
  return {
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(isWish ? wish(account, occasion, wantedSince) : {}),
  };
}

/** Until the next tick. */
const TICK_MS = durationMs(14 * 60 * SECOND_MS);

/**
 * Google suspended the user for a leaked password, which must not outlive the suspension for long: the pause is
 * a hundredth of the time since. Others are tried again in a day.
 */
function pauseOfSuspended({ leakedAt, current }: Account, now: EpochMs): DurationMs {
  const isLeaked = leakedAt !== undefined && !isMended(leakedAt, current?.createdAt ?? now);
  return isLeaked
    ? durationMs(Math.min(DAY_MS, Math.max(TICK_MS, Math.floor(until(leakedAt, now) / 100))))
    : DAY_MS;
}
