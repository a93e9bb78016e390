import { type Task, type TaskQueue } from '../../functions/ports/task-queue';
import { backoffMs, isUsedUp, NAME_MEMORY_MS } from '../../local/platform/queue-limits';
import { type Receive, type Reply } from '../contracts/task-queue.contract';
import { frozenCopy } from './frozen-copy';
import { type ManualClock } from './manual-clock';

type Held = { readonly task: Task; at: number; attempts: number; readonly since: number };

/** The number of concurrent deliveries. */
const AT_ONCE = 4;

/**
 * A queue in memory with a clock that a test moves. Meets the same contract as the real queues. Delivers due
 * tasks only during `pass` or `drain`.
 */
export class MemoryTaskQueue implements TaskQueue {
  /** Out of reach: accepts no tasks. */
  broken = false;
  readonly #held = new Map<string, Held>();
  readonly #endedAt = new Map<string, number>();
  readonly #clock: ManualClock;
  #receive: Receive = () => ({ status: 200 });

  constructor(clock: ManualClock) {
    this.#clock = clock;
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
      const held = { task: frozenCopy(task), at: now + (task.delayMs ?? 0) };
      this.#held.set(task.name, { ...held, attempts: 0, since: now });
      return 'taken';
    });
  }

  /** The waiting tasks, in no particular order. */
  get waiting(): readonly Task[] {
    return [...this.#held.values()].map(({ task }) => task);
  }

  /** Moves time forward and stops at each moment when a task becomes due. */
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

  /** Delivers the tasks that are due now, and any tasks that follow from them, until `end`. */
  async drain(end = Infinity): Promise<void> {
    while (this.#clock.now() <= end) {
      const due = [...this.#held.values()].filter(({ at }) => at <= this.#clock.now());
      if (due.length === 0) return;
      await Promise.all(due.slice(0, AT_ONCE).map((held) => this.#deliver(held)));
    }
  }

  async #deliver(held: Held): Promise<void> {
    held.attempts += 1;
    held.at = Infinity; // being delivered
    const { path, body } = held.task;
    const reply = await this.#receive({
      method: 'POST',
      path,
      mediaType: 'application/json',
      body: frozenCopy(body),
    });
    this.#conclude(held, reply);
  }

  #conclude(held: Held, { status, retryAfterSeconds }: Reply): void {
    const now = this.#clock.now();
    if ((status >= 200 && status < 300) || isUsedUp(held.attempts, now - held.since)) {
      this.#held.delete(held.task.name);
      this.#endedAt.set(held.task.name, now);
    } else {
      held.at =
        now +
        (retryAfterSeconds === undefined ? backoffMs(held.attempts) : retryAfterSeconds * 1000);
    }
  }
}
