import { type BindPace } from '../domain/proofs/bind-pace';
import { type Step } from './account-store';

/** The one pace of binds of a deployment, shared by all functions. Written for each bind. */
export interface BindPaceStore {
  /**
   * As `AccountStore.transact`, on the pace or undefined before the first bind. A power failure may lose the
   * last writes: a few binds then come too soon.
   */
  transact<Result>(step: (pace: BindPace | undefined) => Step<BindPace, Result>): Promise<Result>;
}
