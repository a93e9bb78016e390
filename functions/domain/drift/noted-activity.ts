import { type PasswordActivity } from '../../ports/activity-log';
import { type Account } from '../account';
import { maySendAt } from '../passwords/sends';
import { type EpochMs } from '../time';
import { drifted, isRemembered, type Noted, type Noting } from './drifted';
import { isMended } from './mended';

/**
 * How our calls appear in Google's log. `actors`: their addresses, in lower case. `anyoneUntil`: until then, calls
 * of ours may also have been made under an address that is not known. `clockSetAt`: when our clock was set right;
 * the moments of earlier calls are not known.
 */
export type OurCalls = {
  readonly actors: ReadonlySet<string>;
  readonly anyoneUntil?: EpochMs;
  readonly clockSetAt?: EpochMs;
};

/** What judging an activity needs. */
export type Judging = Noting & OurCalls;

/** Whether an activity is one of our calls. Without a name of ours, a call at that time is enough. */
export function isOurs(
  account: Account,
  { by, at }: PasswordActivity,
  { actors, anyoneUntil, clockSetAt }: OurCalls,
): boolean {
  const isNamed = by !== undefined && actors.has(by.toLowerCase());
  const mayBeUnnamed = by === undefined || (anyoneUntil !== undefined && at <= anyoneUntil);
  if (!isNamed && !mayBeUnnamed) return false;
  const isUntimed = isNamed && clockSetAt !== undefined && at <= clockSetAt;
  return isUntimed || maySendAt(account, at);
}

/**
 * The account after an activity about its password; empty: nothing changes. Pure; the order and the repetition
 * of activities do not matter.
 */
export function notedActivity(
  account: Account,
  activity: PasswordActivity,
  judging: Judging,
): Noted {
  const { current } = account;
  if (current === undefined) return {};
  if (activity.event === 'password-leaked') return leaked(account, activity, judging);
  const isPast = isMended(activity.at, current.setAt) || isRemembered(account, activity);
  if (isPast || isOurs(account, activity, judging)) return {};
  const { id, at, by } = activity;
  const found = { id, at, ...(by === undefined ? {} : { by }), source: 'activity-log' } as const;
  return drifted(account, found, judging);
}

/**
 * Google suspends such a user. A new password is due, and can be set once the user is active again; for a contested
 * one, nothing is set by itself.
 */
function leaked(account: Account, { at }: PasswordActivity, { now }: Judging): Noted {
  const { current, leakedAt = 0, drift } = account;
  const isNewer = current !== undefined && isMended(at, current.createdAt);
  if (isNewer || leakedAt >= at) return {};
  const wish = drift?.contested ? {} : { wantedSince: now, retryAt: now };
  return { write: { ...account, leakedAt: at, ...wish } };
}
