import { type PasswordActivity } from '../../ports/activity-log';
import { type Account, type ForeignChange } from '../account';
import { type PasswordEvent } from '../event';
import { maySendAt } from '../passwords/sends';
import { DAY_MS, durationMs, earlier, type EpochMs } from '../time';
import { isMended } from './mended';

/** What judging an activity needs. `actors`: the addresses of our own calls, in lower case. */
export type Judging = {
  readonly actors: ReadonlySet<string>;
  readonly now: EpochMs;
  /** Fresh, for `password.drifted` and `account.parked`. */
  readonly eventIds: readonly [drifted: string, parked: string];
};

export type Noted = {
  readonly write?: Account;
  readonly events?: readonly PasswordEvent[];
};

/** Two changes by somebody else within this time: another tool writes the same passwords. */
const CONTESTED_MS = durationMs(7 * DAY_MS);

/** The upper limit of remembered changes. A contested account needs none to tell old from new. */
const REMEMBERED = 20;

/** Whether an activity is one of our calls. Without a name, a call of ours at that time is enough. */
export const isOurs = (
  account: Account,
  { by, at }: PasswordActivity,
  actors: ReadonlySet<string>,
): boolean => (by === undefined || actors.has(by.toLowerCase())) && maySendAt(account, at);

/** Whether the account shows that the activity was dealt with. */
export const isNoted = ({ foreignChanges = [], drift }: Account, { id, at }: PasswordActivity) =>
  foreignChanges.some((change) => change.id === id) ||
  (drift?.contested === true && at <= drift.at);

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
  const isPast = isMended(activity.at, current.setAt) || isNoted(account, activity);
  return isPast || isOurs(account, activity, judging.actors)
    ? {}
    : drifted(account, activity, judging);
}

/** Google suspends such a user. A new password is due, and can be set once the user is active again. */
function leaked(account: Account, { at }: PasswordActivity, { now }: Judging): Noted {
  const { current, wantedSince = 0, drift } = account;
  if (drift?.contested || (current?.createdAt ?? 0) > at || wantedSince >= at) return {};
  return { write: { ...account, wantedSince: now, retryAt: now } };
}

function drifted(
  account: Account,
  { id, at, by }: PasswordActivity,
  { now, eventIds: [driftedId, parkedId] }: Judging,
): Noted {
  const foreignChanges = withChange(account.foreignChanges, { id, at });
  const contested = account.drift?.contested ?? foreignChanges.length > 1;
  const known = account.drift && account.drift.at > at ? account.drift : undefined;
  const found = { at, ...(by === undefined ? {} : { by }), source: 'activity-log' } as const;
  const drift = { ...(known ?? found), ...(contested ? { contested } : {}) };
  const noted = { ...account, drift, foreignChanges };
  const { userId, primaryEmail, current, status } = account;
  const about = { userId, primaryEmail, at: now };
  const version = current === undefined ? {} : { version: current.version };
  const event: PasswordEvent = { id: driftedId, type: 'password.drifted', ...about, ...version };
  if (!contested) return { write: noted, events: [event] };
  if (account.drift?.contested) return { write: noted };
  const parked: PasswordEvent = { id: parkedId, type: 'account.parked', ...about };
  return {
    write: leftAlone(noted, now),
    events: status === 'parked' ? [event] : [event, parked],
  };
}

/** Nothing more is set by itself. */
function leftAlone(account: Account, now: EpochMs): Account {
  const { retryAt, wantedSince, failures, ...rest } = account;
  return { ...rest, status: 'parked', lastFailure: { code: 'contested', at: now, attempts: 0 } };
}

/** The changes within the time before the newest one that makes them a contest. */
function withChange(
  changes: readonly ForeignChange[] = [],
  change: ForeignChange,
): readonly ForeignChange[] {
  const all = [...changes, change].toSorted((one, other) => one.at - other.at);
  const from = earlier(all.at(-1)?.at ?? change.at, CONTESTED_MS);
  return all.filter(({ at }) => at >= from).slice(-REMEMBERED);
}
