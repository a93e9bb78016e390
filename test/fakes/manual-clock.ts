import {
  type DurationMs,
  durationMs,
  type EpochMs,
  epochMs,
  later,
} from '../../functions/domain/time';
import { type Clock } from '../../functions/ports/clock';

/** A clock that stands still until it is moved. Sleeping moves it. */
export class ManualClock implements Clock {
  #now: EpochMs;
  readonly #watchers: ((now: EpochMs) => void)[] = [];

  /** Starts at 2026-01-01T00:00:00Z by default. */
  constructor(start = 1_767_225_600_000) {
    this.#now = epochMs(start);
  }

  now(): EpochMs {
    return this.#now;
  }

  sleep(duration: DurationMs): Promise<void> {
    this.advance(duration);
    return Promise.resolve();
  }

  advance(byMs: number): void {
    this.#now = later(this.#now, durationMs(byMs));
    for (const watcher of this.#watchers) watcher(this.#now);
  }

  /** Called after each move. */
  onAdvance(watcher: (now: EpochMs) => void): void {
    this.#watchers.push(watcher);
  }
}
