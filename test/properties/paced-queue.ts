import { CallTraffic } from '../../functions/domain/pace/call-traffic';
import { afterAcceptance, afterRefusal, type Pace, paceAt } from '../../functions/domain/pace/pace';
import { epochMs } from '../../functions/domain/time';
import { type Quota } from './quota';

export type QueueOptions = {
  readonly tasks: number;
  readonly ceilingPerSecond: number;
  readonly atOnce: number;
  readonly latencyMs: number;
};

type Due = { readonly at: number; readonly run: () => void };

/**
 * A queue whose tasks are one call to Google each, dispatched only by the pace. Refused tasks come back after
 * the pause, in whole seconds as in `Retry-After`. No real time passes.
 */
export class PacedQueue {
  calls = 0;
  nowMs = 0;
  readonly #quota: Quota;
  readonly #options: QueueOptions;
  readonly #traffic = new CallTraffic();
  readonly #due: Due[] = [];
  readonly #waiting: number[];
  #pace: Pace | undefined;
  #underWay = 0;
  #done = 0;
  #slot = 0;
  #wakeAt = Infinity;

  constructor(quota: Quota, options: QueueOptions) {
    this.#quota = quota;
    this.#options = options;
    this.#waiting = Array.from({ length: options.tasks }, () => 0);
  }

  /** Runs until every task is done. Gives up after an hour. */
  run(): void {
    this.#dispatch();
    while (this.#done < this.#options.tasks && this.nowMs < 3_600_000) {
      const next = this.#due.reduce((first, each) => (each.at < first.at ? each : first));
      this.#due.splice(this.#due.indexOf(next), 1);
      this.nowMs = Math.max(this.nowMs, next.at);
      next.run();
    }
  }

  #at(at: number, run: () => void): void {
    this.#due.push({ at, run });
  }

  #dispatch(): void {
    const { ceilingPerSecond, atOnce } = this.#options;
    while (this.#underWay < atOnce && this.#waiting.length > 0) {
      const { perSecond, pausedUntil = 0 } = paceAt(
        this.#pace,
        ceilingPerSecond,
        epochMs(this.nowMs),
      );
      const first = Math.min(...this.#waiting);
      const may = Math.max(pausedUntil, this.#slot, first);
      if (may > this.nowMs) {
        this.#wake(may);
        return;
      }
      this.#slot = this.nowMs + 1000 / perSecond;
      this.#waiting.splice(this.#waiting.indexOf(first), 1);
      this.#call();
    }
  }

  /** Only the earliest wake-up is kept. */
  #wake(at: number): void {
    if (at >= this.#wakeAt) return;
    this.#wakeAt = at;
    this.#at(at, () => {
      if (this.#wakeAt === at) this.#wakeAt = Infinity;
      this.#dispatch();
    });
  }

  #call(): void {
    const begunAt = epochMs(this.nowMs);
    const { latencyMs } = this.#options;
    let accepted = false;
    this.calls += 1;
    this.#underWay += 1;
    this.#at(this.nowMs + latencyMs / 2, () => {
      accepted = this.#quota(this.nowMs);
    });
    this.#at(this.nowMs + latencyMs, () => {
      this.#underWay -= 1;
      if (accepted) this.#accepted(begunAt);
      else this.#refused(begunAt);
      this.#dispatch();
    });
  }

  #accepted(begunAt: ReturnType<typeof epochMs>): void {
    const now = epochMs(this.nowMs);
    this.#done += 1;
    this.#traffic.accepted(now);
    this.#pace = afterAcceptance(this.#pace, { now, begunAt }) ?? this.#pace;
  }

  #refused(begunAt: ReturnType<typeof epochMs>): void {
    const now = epochMs(this.nowMs);
    const { ceilingPerSecond } = this.#options;
    const acceptedPerSecond = this.#traffic.acceptedPerSecond(now);
    const refusal = { now, begunAt, ceilingPerSecond, daily: false, interactive: false };
    this.#pace =
      afterRefusal(this.#pace, {
        ...refusal,
        ...(acceptedPerSecond === undefined ? {} : { acceptedPerSecond }),
      }) ?? this.#pace;
    const pauseMs = Math.max(0, (this.#pace?.pausedUntil ?? 0) - this.nowMs);
    this.#waiting.push(this.nowMs + Math.max(1, Math.ceil(pauseMs / 1000)) * 1000);
  }
}
