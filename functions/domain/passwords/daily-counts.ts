import { DAY_MS, durationMs, earlier, type EpochMs, rfc3339 } from '../time';
import { type ProofStanding } from './proof-dates';

/**
 * The bands that passwords are counted in, by whole days since they were made, youngest first. They do not
 * follow the policy's period, so that a picture stays the same when the policy changes; their edges are the
 * usual periods of a week, a month and a quarter.
 */
export const AGE_BANDS = ['upTo7Days', 'upTo30Days', 'upTo90Days', 'over90Days'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** Each band's ages in whole days: at least `from`, and less than `to`; absent: any older. */
const DAYS_OLD: Readonly<Record<AgeBand, { readonly from: number; readonly to?: number }>> = {
  upTo7Days: { from: 0, to: 8 },
  upTo30Days: { from: 8, to: 31 },
  upTo90Days: { from: 31, to: 91 },
  over90Days: { from: 91 },
};

/** A day in UTC as `YYYY-MM-DD`. Days sort by time. */
export type Day = string;

/** What one Workspace's passwords and devices were like at the first tick of a day. */
export type DailyCounts = {
  readonly day: Day;
  /** The Workspace that was connected. */
  readonly customerId: string;
  /** How many passwords were in each band, by `passwordCreatedAt`. */
  readonly ages: Readonly<Record<AgeBand, number>>;
  /** How many current passwords had each standing. */
  readonly proofs: Readonly<Record<ProofStanding, number>>;
  /** How many devices lacked the current password; absent: devices were not counted. */
  readonly devicesBehind?: number;
};

/** How many days are kept and shown, with the present one. */
export const KEPT_DAYS = 90;

export const dayOf = (at: EpochMs): Day => rfc3339(at).slice(0, 10);

/** The days that are kept at `now`, oldest first. */
export const keptDays = (now: EpochMs): readonly Day[] =>
  Array.from({ length: KEPT_DAYS }, (_, index) => dayOf(daysBefore(now, KEPT_DAYS - 1 - index)));

/**
 * When the passwords of a band were made: after `after`, and at or before `upTo`. Absent: no such limit; one
 * with a date in the future counts as new.
 */
export function madeIn(band: AgeBand, now: EpochMs): MadeBetween {
  const { from, to } = DAYS_OLD[band];
  return {
    ...(to === undefined ? {} : { after: daysBefore(now, to) }),
    ...(from === 0 ? {} : { upTo: daysBefore(now, from) }),
  };
}

export type MadeBetween = { readonly after?: EpochMs; readonly upTo?: EpochMs };

const daysBefore = (at: EpochMs, days: number): EpochMs => earlier(at, durationMs(days * DAY_MS));
