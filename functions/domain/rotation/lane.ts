import { durationMs, type DurationMs, type EpochMs, later, until } from '../time';
import { TIMING } from '../passwords/timing';

/** Runs of one lane share a Google quota, so one worker at a time continues them. */
export const LANES = ['directory'] as const;
export type LaneName = (typeof LANES)[number];

/** What is known of a lane besides its runs. */
export type Lane = {
  /** The worker at work on its runs. */
  readonly lease?: { readonly holder: string; readonly until: EpochMs };
  /** `not-authorized` answers in a row: to all calls, and to updates alone. */
  readonly refused: { readonly calls: number; readonly updates: number };
  /** How many users the last complete listing found. */
  readonly listedUsers?: number;
  /** How far the accounts were brought up to date, and for what; see `upkeep.ts`. */
  readonly upkeep?: { readonly purpose: string; readonly place?: string; readonly done?: true };
};

export const NEW_LANE: Lane = { refused: { calls: 0, updates: 0 } };

/** Longer than an account's lease; renewed with every batch. */
export const LANE_LEASE_MS = durationMs(90_000);
const LONGEST_MS = durationMs(LANE_LEASE_MS + TIMING.clockSkewMs);

/** Time until the lane is free. A lease beyond the limit was written by a clock that ran ahead. */
export function leaseLeft({ lease }: Lane, now: EpochMs): DurationMs {
  if (lease === undefined || lease.until > later(now, LONGEST_MS)) return durationMs(0);
  return until(now, later(lease.until, TIMING.clockSkewMs));
}
