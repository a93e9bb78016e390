import { type MetResult, type SkipReason } from '../run-met';
import { type DurationMs } from '../time';
import { type Counted } from './met';
import { type Counts, NO_COUNTS, type Run, type SkippedBy } from './run';

/**
 * Why a batch ended with users left: its time was up; Google is to be given a pause; Google is out of
 * reach; the connection is broken, which opened the circuit.
 */
export type CutBy = 'time' | 'pause' | 'outage' | 'broken';

/** What became of a batch. */
export type BatchResult = {
  readonly counts: Counts;
  readonly skippedBy: SkippedBy;
  readonly wave: NonNullable<Run['wave']>;
  /** Who was not counted, by key: met again after all others. */
  readonly putOff: readonly string[];
  /** For how long some of them are somebody else's at most. */
  readonly putOffMs: DurationMs;
  readonly cutBy?: CutBy;
};

const OUT_OF_REACH: ReadonlySet<string | undefined> = new Set(['google-unavailable', 'no-answer']);

/** What may be everybody's trouble, or is over in minutes, says nothing of a run: no first wave fails of it. */
const PASSING: ReadonlySet<string | undefined> = new Set([
  ...OUT_OF_REACH,
  'platform-failed',
  'user-not-ready',
]);

/** Counts what became of the users of one batch. */
export class Tally {
  readonly #counts: Record<MetResult, number> = { ...NO_COUNTS };
  readonly #skippedBy: Partial<Record<SkipReason, number>> = {};
  readonly #wave = { tried: 0, failed: 0 };
  /** How many answers in a row, up to the last, say that Google is out of reach. */
  outOfReach = 0;

  get counted(): Pick<BatchResult, 'counts' | 'skippedBy' | 'wave'> {
    return { counts: this.#counts, skippedBy: this.#skippedBy, wave: this.#wave };
  }

  add({ result, code }: Counted, inWave: boolean): void {
    this.#counts[result] += 1;
    if (result === 'skipped') {
      const reason = code as SkipReason;
      this.#skippedBy[reason] = (this.#skippedBy[reason] ?? 0) + 1;
    } else if (inWave && !PASSING.has(code)) {
      this.#wave.tried += 1;
      if (result !== 'done') this.#wave.failed += 1;
    }
    this.outOfReach = OUT_OF_REACH.has(code) ? this.outOfReach + 1 : 0;
  }
}
