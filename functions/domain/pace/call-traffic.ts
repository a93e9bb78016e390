import { type Pace } from './pace';
import { type EpochMs, SECOND_MS } from '../time';

/** Long enough to smooth a rate, short enough to follow one. */
const WINDOW_MS = 10_000;

/** Over less time than this nothing is said of a rate. */
const SHORTEST_MS = 1_000;

/** What this process has seen of its calls to Google lately. One for all functions of a process. */
export class CallTraffic {
  /** The shared pace as this process saw it last. */
  pace: Pace | undefined;
  #accepted: EpochMs[] = [];
  #since: EpochMs | undefined;

  /** Google took a call. */
  accepted(at: EpochMs): void {
    this.#since ??= at;
    this.#accepted.push(at);
    if (this.#accepted.length > 4_000) this.#forget(at);
  }

  /** Accepted calls a second over the last 10 seconds, pauses included; undefined: there were none. */
  acceptedPerSecond(now: EpochMs): number | undefined {
    this.#forget(now);
    if (this.#since === undefined || this.#accepted.length === 0) return undefined;
    const seenMs = Math.min(WINDOW_MS, Math.max(SHORTEST_MS, now - this.#since));
    return this.#accepted.length / (seenMs / SECOND_MS);
  }

  #forget(now: EpochMs): void {
    const first = this.#accepted.findIndex((at) => at > now - WINDOW_MS && at <= now);
    this.#accepted = first === -1 ? [] : this.#accepted.slice(first);
    if (this.#accepted.length === 0) this.#since = undefined;
  }
}
