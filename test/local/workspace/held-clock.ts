import { type DurationMs, type EpochMs, epochMs } from '../../../functions/domain/time';
import { type Clock } from '../../../functions/ports/clock';

type Sleeper = { readonly durationMs: number; readonly wake: () => void };

/** A clock that stands still. A sleeper wakes only when the test says so. */
export class HeldClock implements Clock {
  nowMs = 1_767_225_600_000; // 2026-01-01T00:00:00Z
  readonly #sleepers: Sleeper[] = [];
  readonly #waiting: ((sleeper: Sleeper) => void)[] = [];

  now(): EpochMs {
    return epochMs(this.nowMs);
  }

  sleep(duration: DurationMs): Promise<void> {
    return new Promise((wake) => {
      const sleeper = { durationMs: duration, wake };
      const waiter = this.#waiting.shift();
      if (waiter) waiter(sleeper);
      else this.#sleepers.push(sleeper);
    });
  }

  /** Resolves with the next sleeper as soon as there is one. */
  sleeper(): Promise<Sleeper> {
    const first = this.#sleepers.shift();
    return first ? Promise.resolve(first) : new Promise((found) => this.#waiting.push(found));
  }
}
