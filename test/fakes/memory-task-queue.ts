import { type PaceNow } from '../../functions/domain/rotation/pace';
import { type Task, type TaskQueue } from '../../functions/ports/task-queue';
import { type Receive, type Reply } from '../contracts/task-queue.contract';
import { type ManualClock } from './manual-clock';

type Held = { readonly task: Task; at: number; attempts: number; readonly since: number };

/** As `infra/queue.tf`. */
const MAX_ATTEMPTS = 10;
const MAX_RETRY_MS = 1_800_000;
const MIN_BACKOFF_MS = 10_000;
const MAX_BACKOFF_MS = 600_000;
const MAX_DOUBLINGS = 6;
const NAME_MEMORY_MS = 3_600_000;

/**
 * A queue in memory on a clock that a test moves; held to the same contract. Delivers what is due,
 * up to `atOnce` side by side, whenever `pass` or `drain` lets it.
 */
export class MemoryTaskQueue implements TaskQueue {
  /** Out of reach: takes nothing. */
  broken = false;
  /** How fast it delivers; unless told otherwise everything that is due at once. */
  pace: () => Promise<PaceNow> = () => Promise.resolve({ perSecond: Infinity });
  readonly #held = new Map<string, Held>();
  readonly #endedAt = new Map<string, number>();
  #receive: Receive = () => ({ status: 200 });

  readonly #clock: ManualClock;
  readonly #atOnce: number;

  constructor(clock: ManualClock, atOnce = 10) {
    this.#clock = clock;
    this.#atOnce = atOnce;
  }

  onDelivery(receive: Receive): void {
    this.#receive = receive;
  }

  enqueue(task: Task): Promise<'taken' | 'known' | 'unavailable'> {
    return Promise.resolve().then(() => {
      if (this.broken) return 'unavailable';
      const now = this.#clock.now();
      const endedAt = this.#endedAt.get(task.name);
      const remembered = endedAt !== undefined && endedAt + NAME_MEMORY_MS > now;
      if (this.#held.has(task.name) || remembered) return 'known';
      const held = { task: structuredClone(task), at: now + (task.delayMs ?? 0) };
      this.#held.set(task.name, { ...held, attempts: 0, since: now });
      return 'taken';
    });
  }

  /** The tasks that wait, in no order. */
  get waiting(): readonly Task[] {
    return [...this.#held.values()].map(({ task }) => task);
  }

  /** Lets time pass, and stops at each moment at which something falls due. */
  async pass(ms: number): Promise<void> {
    const end = this.#clock.now() + ms;
    await this.drain(end);
    for (;;) {
      let next = Infinity;
      for (const { at } of this.#held.values()) next = Math.min(next, at);
      if (next > end || this.#clock.now() > end) break;
      this.#clock.advance(Math.max(0, next - this.#clock.now()));
      await this.drain(end);
    }
    this.#clock.advance(Math.max(0, end - this.#clock.now()));
  }

  /** Delivers what is due now, and what that sets off; at its pace, until `end`. */
  async drain(end = Infinity): Promise<void> {
    while (this.#clock.now() <= end) {
      const { perSecond, pausedUntil } = await this.pace();
      if (pausedUntil !== undefined) this.#clock.advance(pausedUntil - this.#clock.now());
      const due = [...this.#held.values()].filter(({ at }) => at <= this.#clock.now());
      if (due.length === 0) return;
      const batch = due.slice(0, Math.min(this.#atOnce, Math.max(1, Math.floor(perSecond / 8))));
      await Promise.all(batch.map((held) => this.#deliver(held)));
      if (perSecond !== Infinity) this.#clock.advance((batch.length / perSecond) * 1000);
    }
  }

  async #deliver(held: Held): Promise<void> {
    held.attempts += 1;
    held.at = Infinity; // under way
    const { target, path, body } = held.task;
    const reply = await this.#receive({
      target,
      method: 'POST',
      path,
      mediaType: 'application/json',
      body: structuredClone(body),
    });
    this.#conclude(held, reply);
  }

  #conclude(held: Held, { status, retryAfterSeconds }: Reply): void {
    const now = this.#clock.now();
    const usedUp = held.attempts >= MAX_ATTEMPTS && now - held.since >= MAX_RETRY_MS;
    if ((status >= 200 && status < 300) || usedUp) {
      this.#held.delete(held.task.name);
      this.#endedAt.set(held.task.name, now);
    } else {
      held.at =
        now + (retryAfterSeconds === undefined ? pauseMs(held.attempts) : retryAfterSeconds * 1000);
    }
  }
}

/** 10 s, doubled six times, then by steps of 640 s: at most 600 s. */
const pauseMs = (attempts: number): number =>
  Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** Math.min(attempts - 1, MAX_DOUBLINGS));
