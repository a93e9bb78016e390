import { type EpochMs, type DurationMs, later } from '../time';
import { LANE_LEASE_MS, LANES, type Lane, type LaneName, leaseLeft, NEW_LANE } from './lane';
import { type RunPorts } from './run-ports';

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

/** Changes what is known of the directory's lane, whoever has it. */
export const noteOnLane = ({ lanes }: Pick<Ports, 'lanes'>, change: Change): Promise<void> =>
  lanes.transact('directory', (lane) => ({ write: change(lane), result: undefined }));

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
