import { type Pace } from '../domain/pace/pace';
import { type Step } from './account-store';

/**
 * The one pace of a deployment, shared by all callers of Google. Small; read before each rotation, written
 * only when Google refuses a call because of a rate limit, and when it accepts calls again. An unreadable pace
 * (edited by hand, or written by a newer release) counts as none, and is not written over before it is told.
 */
export interface PaceStore {
  /** The current pace; undefined until Google refuses for the first time. */
  read(): Promise<Pace | undefined>;

  /** As `AccountStore.transact`: serialised; `step` is pure and may run again. `write: null` deletes it. */
  transact<Result>(step: (pace: Pace | undefined) => Step<Pace, Result>): Promise<Result>;

  /** Deletes a pace that is unreadable, and returns why it was. Undefined: nothing was changed. */
  forgetUnreadable(): Promise<Error | undefined>;
}
