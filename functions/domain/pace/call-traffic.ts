import { type Pace } from './pace';
import { type EpochMs, SECOND_MS } from '../time';

/** Long enough to smooth a rate, short enough to follow it. */
const WINDOW_MS = 10_000;

/** Lower limit on the time that a rate is measured over. */
const SHORTEST_MS = 1_000;

/** Calls are counted in tenths of a second, so that memory does not grow with their number. */
const SPAN_MS = 100;

/** What this process has seen of its recent calls to Google. All functions of a process share one. */
export class CallTraffic {
  /** The shared pace as this process last saw it. */
  pace: Pace | undefined;
  #spans: { readonly at: EpochMs; count: number }[] = [];
  #since: EpochMs | undefined;

  /** Google accepted a call. */
  accepted(at: EpochMs): void {
    const last = this.#spans.at(-1);
    if (last && at >= last.at && at < last.at + SPAN_MS) {
      last.count += 1;
      return;
    }
    this.#forget(at);
    this.#since ??= at;
    this.#spans.push({ at, count: 1 });
  }

  /** Accepted calls per second over the last 10 seconds, pauses included; undefined: there were none. */
  acceptedPerSecond(now: EpochMs): number | undefined {
    this.#forget(now);
    if (this.#since === undefined) return undefined;
    const seenMs = Math.min(WINDOW_MS, Math.max(SHORTEST_MS, now - this.#since));
    const accepted = this.#spans.reduce((sum, { count }) => sum + count, 0);
    return accepted / (seenMs / SECOND_MS);
  }

  /** Drops what is out of the window or was counted by a clock that ran ahead. */
  #forget(now: EpochMs): void {
    this.#spans = this.#spans.filter(({ at }) => at > now - WINDOW_MS && at <= now);
    if (this.#spans.length === 0) this.#since = undefined;
  }
}
