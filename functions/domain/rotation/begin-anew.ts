import { type Clock } from '../../ports/clock';
import { type LaneStore } from '../../ports/lane-store';
import { type PaceStore } from '../../ports/pace-store';
import { type EpochMs, later } from '../time';
import { type Lane, LANE_LEASE_MS, NEW_LANE } from './lane';

type Ports = {
  readonly lanes: LaneStore;
  readonly pace: PaceStore;
  readonly clock: Clock;
  readonly unexpected: (error: unknown) => void;
};

/** Begins a lane and a pace that are unreadable anew, and reports why they were, once. */
export async function beginAnew({ lanes, pace, clock, unexpected }: Ports): Promise<void> {
  const errors = [
    await lanes.replaceUnreadable('directory', asIfJustTaken(clock.now())),
    await pace.forgetUnreadable(),
  ];
  for (const error of errors) if (error) unexpected(error);
}

/**
 * Nobody can read who has the lane, and until when. A worker that has it can no longer renew its lease, and
 * that ends before this one does; then the lane is free.
 */
const asIfJustTaken = (now: EpochMs): Lane => ({
  ...NEW_LANE,
  lease: { holder: 'unreadable', until: later(now, LANE_LEASE_MS) },
});
