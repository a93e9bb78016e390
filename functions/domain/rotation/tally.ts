import { type MetResult } from '../run-met';
import { type Counted } from './met';
import { type Counts, NO_COUNTS, type SkippedBy, type SkipReason } from './run';

const OUT_OF_REACH: ReadonlySet<string | undefined> = new Set(['google-unavailable', 'no-answer']);

/** What may be everybody's trouble, or is over in minutes, says nothing of a run: no first wave fails of it. */
const PASSING: ReadonlySet<string | undefined> = new Set([
  ...OUT_OF_REACH,
  'platform-failed',
  'user-not-ready',
]);

/** Of those who count in the first wave. */
export type WaveCounts = { readonly tried: number; readonly failed: number };

/** Counts what became of the users of one batch. */
export class Tally {
  readonly #counts: Record<MetResult, number> = { ...NO_COUNTS };
  readonly #skippedBy: Partial<Record<SkipReason, number>> = {};
  readonly #wave = { tried: 0, failed: 0 };
  /** How many answers in a row, up to the last, say that Google is out of reach. */
  outOfReach = 0;

  get counts(): Counts {
    return this.#counts;
  }

  get skippedBy(): SkippedBy {
    return this.#skippedBy;
  }

  get wave(): WaveCounts {
    return this.#wave;
  }

  add({ result, code, failedBefore }: Counted, inWave: boolean): void {
    this.#counts[result] += 1;
    if (result === 'skipped') {
      const reason = code as SkipReason;
      this.#skippedBy[reason] = (this.#skippedBy[reason] ?? 0) + 1;
    } else if (inWave && !failedBefore && !PASSING.has(code)) {
      this.#wave.tried += 1;
      if (result !== 'done') this.#wave.failed += 1;
    }
    this.outOfReach = OUT_OF_REACH.has(code) ? this.outOfReach + 1 : 0;
  }
}
