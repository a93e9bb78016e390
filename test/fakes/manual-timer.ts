import {
  type DurationMs,
  durationMs,
  type EpochMs,
  epochMs,
  later,
} from '../../functions/domain/time';
import { type Timer } from '../../local/platform/timer';

type Waiting = { readonly at: EpochMs; readonly run: () => void };

/** A clock that stands still until it is moved, and calls back on the way. */
export class ManualTimer implements Timer {
  #now: EpochMs;
  #waiting: Waiting[] = [];

  /** Starts at 2026-01-01T00:00:00Z by default. */
  constructor(start = 1_767_225_600_000) {
    this.#now = epochMs(start);
  }

  now(): EpochMs {
    return this.#now;
  }

  sleep(duration: DurationMs): Promise<void> {
    return new Promise((resolve) => this.after(duration, resolve));
  }

  after(delay: DurationMs, run: () => void): () => void {
    const waiting = { at: later(this.#now, delay), run };
    this.#waiting.push(waiting);
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== waiting);
    };
  }

  /**
   * Moves time forward and stops at each moment when a callback is due. `settle` is awaited at each stop, so
   * that the work it triggered is finished before time moves on.
   */
  async advance(
    byMs: number,
    settle: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const end = later(this.#now, durationMs(byMs));
    await settle();
    for (let next = this.#nextBy(end); next; next = this.#nextBy(end)) {
      this.#waiting = this.#waiting.filter((each) => each !== next);
      this.#now = epochMs(Math.max(this.#now, next.at));
      next.run();
      await settle();
    }
    this.#now = end;
  }

  #nextBy(end: EpochMs): Waiting | undefined {
    return this.#waiting
      .filter(({ at }) => at <= end)
      .reduce<Waiting | undefined>(
        (first, each) => (first && first.at <= each.at ? first : each),
        undefined,
      );
  }
}
