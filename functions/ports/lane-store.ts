import { type Lane, type LaneName } from '../domain/rotation/lane';
import { type Step } from './account-store';

/** What is known of each lane of runs: small, and written with every batch. */
export interface LaneStore {
  /** As it stands; `NEW_LANE` before it was first written. Strongly consistent. */
  read(lane: LaneName): Promise<Lane>;

  /** As `AccountStore.transact`: serialised on that lane, `step` is pure and may run more than once. */
  transact<Result>(lane: LaneName, step: (lane: Lane) => Step<Lane, Result>): Promise<Result>;
}
