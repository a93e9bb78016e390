import { type Account } from '../account';
import { type PasswordEvent } from '../event';
import { unitKey } from '../org-unit-path';
import { dueAt, PARKED_MS, pauseAfter } from '../passwords/due-dates';
import { type Conclusion } from '../passwords/set-password';
import { isMadeAfter } from '../passwords/made-after';
import { type Seeing, withSeen } from '../passwords/seen-user';
import { metAfter, type RunMet, type SkipReason } from '../run-met';
import { type Verdict } from './verdict';
import { type DirectoryUser } from '../user';
import { DAY_MS, durationMs, earlier, type EpochMs, later, SECOND_MS } from '../time';

/** When somebody was met, and what Google shows of the user; absent: it was not asked, or did not say. */
export type Occasion = {
  readonly runId: string;
  readonly now: EpochMs;
  /** For `account.parked`. */
  readonly eventId: string;
  readonly seen?: { readonly user: DirectoryUser; readonly seeing: Seeing };
  /** Since when a new password is wanted; undefined: only what is in doubt was to be confirmed. */
  readonly wantedSince: EpochMs | undefined;
};

/**
 * What a run writes of an account beside its password. Who is there is not gone. Who got a password from
 * somebody else meanwhile is done, and what was taken back is tried no more.
 */
export function metAccount(account: Account, verdict: Verdict, occasion: Occasion): Conclusion {
  const { runId, now, wantedSince } = occasion;
  const seen = occasion.seen ? shown(account, occasion.seen, now) : account;
  const given = wantedSince !== undefined && isMadeAfter(account, wantedSince, now);
  if (given || verdict.result === 'done') {
    return noted(withoutWish(seen), { runId, result: 'done' });
  }
  return verdict.result === 'failed'
    ? failed(seen, occasion, verdict)
    : skipped(seen, occasion, verdict);
}

/** How old at most is what a run knows of a user: a page of the listing is used for a minute. */
const SHOWN_WITHIN_MS = durationMs(120 * SECOND_MS);

const shown = (
  account: Account,
  { user, seeing }: Required<Occasion>['seen'],
  now: EpochMs,
): Account => ({
  ...withSeen(account, user, seeing, { from: earlier(now, SHOWN_WITHIN_MS), until: now }),
  orgUnitPath: unitKey(user.orgUnitPath),
});

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
  { runId, now, wantedSince }: Occasion,
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
  { runId, now, eventId, wantedSince }: Occasion,
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
