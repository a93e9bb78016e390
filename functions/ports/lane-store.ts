import { type Lane, type LaneName } from '../domain/runs/lane';
import { type Step } from './account-store';

/**
 * The state of each lane of runs. Small, and written with every batch. `read` and `transact` throw while a
 * lane is unreadable: edited by hand, or written by a newer release.
 */
export interface LaneStore {
  /** The current state; `NEW_LANE` before the first write. Strongly consistent. */
  read(lane: LaneName): Promise<Lane>;

  /** As `AccountStore.transact`: serialised on this lane; `step` is pure and may run more than once. */
  transact<Result>(lane: LaneName, step: (lane: Lane) => Step<Lane, Result>): Promise<Result>;

  /**
   * Writes `instead` over a lane that is unreadable, and returns why it was. Undefined: nothing was changed.
   * Serialised as `transact`.
   */
  replaceUnreadable(lane: LaneName, instead: Lane): Promise<Error | undefined>;
}
