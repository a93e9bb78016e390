import { type DurationMs } from '../time';
import { type Entry } from './entry';
import { type Counts, type SkippedBy } from './run';
import { type WaveCounts } from './tally';

/**
 * Why a batch ended with users left: its time was up; Google is to be given a rest; Google is out of
 * reach; the connection is broken, which opened the circuit.
 */
export type CutBy = 'time' | 'rest' | 'outage' | 'broken';

/** What became of a batch. `left`: who was not counted, to be met again. */
export type BatchResult = {
  readonly counts: Counts;
  readonly skippedBy: SkippedBy;
  readonly wave: WaveCounts;
  readonly left: readonly Entry[];
  /** Who was refused like everybody: met again after all others. */
  readonly refused: readonly string[];
  /** How many users the batch had. */
  readonly size: number;
  readonly putOff: readonly string[];
  /** For how long those put off are somebody else's at most. */
  readonly putOffMs: DurationMs;
  readonly cutBy?: CutBy;
};
