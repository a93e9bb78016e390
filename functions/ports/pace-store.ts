import { type Pace } from '../domain/pace/pace';
import { type Step } from './account-store';

/**
 * The one pace of a deployment, shared by everybody who calls Google. Small; read before each
 * rotation, written only when Google refuses a call for its number and when it accepts again.
 */
export interface PaceStore {
  /** As it stands; undefined until Google has refused for the first time. */
  read(): Promise<Pace | undefined>;

  /** As `AccountStore.transact`: serialised, `step` is pure and may run more than once; `write: null` forgets it. */
  transact<Result>(step: (pace: Pace | undefined) => Step<Pace, Result>): Promise<Result>;
}
