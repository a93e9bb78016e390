import { type EpochMs } from './time';

/**
 * What Google's answers have taught about how fast calls may be made, shared by everybody who makes
 * them. `pausedUntil`: scheduled rotation makes no call before; issues may.
 */
export type Pace = {
  readonly callsPerSecond: number;
  readonly pausedUntil?: EpochMs;
  /** Refusals in a row, without an accepted call between; each doubles the pause. */
  readonly refusals: number;
  readonly updatedAt: EpochMs;
};
