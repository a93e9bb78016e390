import { TIMING } from '../passwords/timing';
import { durationMs, type DurationMs, type EpochMs, later, until } from '../time';
import { type Run } from './run';

/** Runs of one lane share a Google quota, so one worker at a time continues them. */
export const LANES = ['directory', 'binds'] as const;
export type LaneName = (typeof LANES)[number];

/** A run that proves passwords makes few calls to the Directory API, and is held up by binds alone. */
export const laneOf = ({ kind }: Pick<Run, 'kind'>): LaneName =>
  kind === 'prove' ? 'binds' : 'directory';

/** What is known of a lane besides its runs. */
export type Lane = {
  /** The worker at work on its runs. */
  readonly lease?: { readonly holder: string; readonly until: EpochMs };
  /**
   * `not-authorized` answers in a row: to all calls, to updates alone, and to calls for users who were refused
   * before. Only of the connection that was saved at `connectedAt`; absent: nobody noted which.
   */
  readonly refused: {
    readonly calls: number;
    readonly updates: number;
    readonly known?: number;
    readonly connectedAt?: EpochMs;
  };
  /** How many users the last complete listing found. */
  readonly listedUsers?: number;
  /** How far the accounts were brought up to date, and for what; see `upkeep.ts`. */
  readonly upkeep?: { readonly purpose: string; readonly place?: string; readonly done?: true };
  /** The last look at everybody's unit; see `look-at-units.ts`. `place`: where it goes on; absent: it is over. */
  readonly unitLook?: { readonly begunAt: EpochMs; readonly place?: string };
  /** The last look for stored copies to destroy, where that depends on the unit; see `forget-by-unit.ts`. */
  readonly retentionLook?: {
    readonly rules: string;
    /** Copies whose hours were over by then are destroyed. */
    readonly until: EpochMs;
    /** When all copies were read. */
    readonly allAt: EpochMs;
  };
  /** The last looks at the units whose new users get a password. */
  readonly issueLooks?: readonly IssueLook[];
};

/** See `issue-looks.ts`. */
export type IssueLook = {
  /** A `unitKey`. */
  readonly unit: string;
  /** When the connection that shows the unit was saved. */
  readonly connectedAt: EpochMs;
  readonly begunAt: EpochMs;
  /** Tells who was there, and may have a password, when a run began for them; absent: none has yet. */
  readonly digest?: string;
  /** That run. */
  readonly runId?: string;
  /** That run was the first for them: the next look starts one more. */
  readonly isFirst?: boolean;
  /** Where the look goes on, and the digest of those seen so far; absent: it is over. */
  readonly left?: { readonly place: string; readonly digest: string };
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
