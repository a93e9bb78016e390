import { TIMING } from '../passwords/timing';
import { durationMs, type DurationMs, type EpochMs, later, until } from '../time';
import { type Run } from './run';
import { type RunPorts } from './run-ports';

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
  /** `not-authorized` answers in a row: to all calls, and to updates alone. */
  readonly refused: { readonly calls: number; readonly updates: number };
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

/** A worker's hold on a lane. `holder` is unique to the worker. */
export type LaneHold = { readonly lane: LaneName; readonly holder: string };

type Ports = Pick<RunPorts, 'lanes' | 'clock'>;
type Change = (lane: Lane) => Lane;

/** Takes the lane or renews the lease, and applies `change`; or how long another worker may have the lane. */
export const holdLane = (
  { lanes, clock }: Ports,
  { lane: name, holder }: LaneHold,
  change: Change,
): Promise<Lane | { readonly busyMs: DurationMs }> =>
  lanes.transact<Lane | { readonly busyMs: DurationMs }>(name, (lane) => {
    const busyMs = leaseLeft(lane, clock.now());
    if (busyMs > 0 && lane.lease?.holder !== holder) return { result: { busyMs } };
    const write = { ...change(lane), lease: leaseOf(holder, clock.now()) };
    return { write, result: write };
  });

/** Applies `change` and frees the lane, if this worker still has it. */
export const releaseLane = (
  { lanes }: Ports,
  { lane: name, holder }: LaneHold,
  change: Change,
): Promise<void> =>
  lanes.transact(name, (lane) => {
    if (lane.lease?.holder !== holder) return { result: undefined };
    const { lease: _, ...write } = change(lane);
    return { write, result: undefined };
  });

const leaseOf = (holder: string, now: EpochMs) => ({ holder, until: later(now, LANE_LEASE_MS) });

/**
 * Begins lanes and a pace that are unreadable anew, and reports why they were, once. Nobody can read who has
 * the lane, and until when, so it counts as just taken: a worker that has it can no longer renew its lease, and
 * that ends before this one does.
 */
export async function beginAnew({
  lanes,
  pace,
  clock,
  unexpected,
}: Ports & Pick<RunPorts, 'pace' | 'unexpected'>): Promise<void> {
  const taken = { ...NEW_LANE, lease: leaseOf('unreadable', clock.now()) };
  const errors = [await pace.forgetUnreadable()];
  for (const lane of LANES) errors.push(await lanes.replaceUnreadable(lane, taken));
  for (const error of errors) if (error) unexpected(error);
}
