import { type BindPace } from '../domain/proofs/bind-pace';
import { type EpochMs } from '../domain/time';
import { type Step } from './account-store';

/** The one pace of binds of a deployment, shared by all functions. Written for each bind. */
export interface BindPaceStore {
  /**
   * As `AccountStore.transact`, on the pace or undefined before the first bind. `now`: the time by the store's
   * clock, which all functions share. Their own clocks may be seconds apart, which is several places. A power
   * failure may lose the last writes: a few binds then come too soon. An unreadable pace counts as none, and the
   * next place that is taken writes over it: who waits for a bind must not wait for an operator.
   */
  transact<Result>(
    step: (pace: BindPace | undefined, now: EpochMs) => Step<BindPace, Result>,
  ): Promise<Result>;
}
