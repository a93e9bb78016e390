import { type PaceNow } from '../../functions/domain/rotation/pace';
import { durationMs, type EpochMs, epochMs, later, latest } from '../../functions/domain/time';
import { type Timer } from './timer';

/** How fast Google may be called just now. */
export type ReadPace = () => Promise<PaceNow>;

const READ_PACE_EVERY_MS = durationMs(200);

/** Whoever comes late may catch up this much; more would be a burst. */
const CATCH_UP_MS = 100;

/** What one 429 or 503 takes, what one success gives back, and the least that is left. */
const SLOWER_BY = 0.9;
const FASTER_BY = 0.05;
const SLOWEST = 0.05;

const NEVER = epochMs(0);

/**
 * When the next dispatch may be: evenly spaced at the shared pace or the queue's limit, whichever is
 * lower, and slower while targets answer 429 or 503. Google's queue does the same, with numbers that
 * it does not tell.
 */
export class DispatchRate {
  readonly #limitPerSecond: number;
  readonly #timer: Timer;
  readonly #pace: ReadPace;
  #perSecond: number;
  #pausedUntil = NEVER;
  /** The end of the latest pause that was ever seen. */
  #lastPauseUntil = NEVER;
  #readAt: EpochMs | undefined;
  #factor = 1;
  #slotMs = 0;

  constructor(limitPerSecond: number, timer: Timer, pace: ReadPace) {
    this.#limitPerSecond = limitPerSecond;
    this.#perSecond = limitPerSecond;
    this.#timer = timer;
    this.#pace = pace;
  }

  /** The first moment, now or later, at which one may be dispatched. */
  async nextAt(): Promise<EpochMs> {
    await this.#readPace();
    return epochMs(Math.max(this.#timer.now(), Math.ceil(this.#slotMs), this.#pausedUntil));
  }

  /** One is dispatched now. */
  take(): void {
    const slot = Math.max(this.#slotMs, this.#timer.now() - CATCH_UP_MS, this.#pausedUntil);
    this.#slotMs = slot + 1000 / (this.#perSecond * this.#factor);
  }

  succeeded(): void {
    this.#factor = Math.min(1, this.#factor + FASTER_BY);
  }

  /**
   * A target asked to slow down. If the pace stood still since that dispatch, it was Google who asked,
   * and the pace has learnt from it already.
   */
  async throttled(dispatchedAt: EpochMs): Promise<void> {
    this.#readAt = undefined;
    await this.#readPace();
    if (this.#lastPauseUntil > dispatchedAt) return;
    this.#factor = Math.max(SLOWEST, this.#factor * SLOWER_BY);
  }

  /** The clock was set back: what was noted by it would hold everything up until it is there again. */
  #forgetTimes(): void {
    this.#slotMs = 0;
    this.#readAt = undefined;
    this.#lastPauseUntil = NEVER;
  }

  async #readPace(): Promise<void> {
    const now = this.#timer.now();
    if (this.#readAt !== undefined && now < this.#readAt) this.#forgetTimes();
    if (this.#readAt !== undefined && now < later(this.#readAt, READ_PACE_EVERY_MS)) return;
    this.#readAt = now;
    const { perSecond, pausedUntil = NEVER } = await this.#pace();
    this.#perSecond = Math.min(this.#limitPerSecond, perSecond);
    this.#pausedUntil = pausedUntil;
    this.#lastPauseUntil = latest(this.#lastPauseUntil, pausedUntil);
  }
}
