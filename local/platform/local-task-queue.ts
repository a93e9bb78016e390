import { DISPATCH_DEADLINE_MS } from '../../functions/adapters/dispatch-deadline';
import { VendorError } from '../../functions/adapters/vendor-error';
import {
  type DurationMs,
  durationMs,
  type EpochMs,
  later,
  until,
} from '../../functions/domain/time';
import { type Task, type TaskQueue } from '../../functions/ports/task-queue';
import { backoffMs, isUsedUp } from './queue-limits';
import { type Settled, type SqliteTasks, type StoredTask } from './sqlite-tasks';
import { type Timer } from './timer';

/** The answer of `rotation-worker`; undefined means no answer. */
export type Delivered = { readonly status: number; readonly retryAfterMs?: DurationMs } | undefined;

export type LocalQueueOptions = {
  readonly tasks: SqliteTasks;
  readonly timer: Timer;
  readonly deliver: (task: StoredTask) => Promise<Delivered>;
  /** Called with unexpected errors. The queue continues. */
  readonly unexpected: (error: unknown) => void;
};

/** The upper limit of concurrent deliveries. */
const AT_ONCE = 4;

const AFTER_TROUBLE_MS = durationMs(1_000);

/**
 * The task queue of one machine. It keeps tasks in SQLite and delivers them in this process from `start` to
 * `stop`, with the retry rules of Cloud Tasks. A delivery interrupted by a kill is repeated after the next
 * start.
 */
export class LocalTaskQueue implements TaskQueue {
  readonly #options: LocalQueueOptions;
  /** By task name. */
  readonly #underWay = new Map<string, Promise<void>>();
  #running: Promise<void> | undefined;
  #stopping = false;
  /** Ends the wait for the next look. Each look replaces it. */
  #poke: () => void = () => undefined;

  constructor(options: LocalQueueOptions) {
    this.#options = options;
  }

  async enqueue(task: Task): Promise<'taken' | 'known' | 'unavailable'> {
    const { tasks, timer } = this.#options;
    try {
      const added = await tasks.add(task, timer.now());
      if (added) this.#poke();
      return added ? 'taken' : 'known';
    } catch (error) {
      if (error instanceof VendorError) return 'unavailable';
      throw error;
    }
  }

  /** Starts delivering, including tasks that an earlier process left. */
  start(): void {
    this.#running ??= this.#run();
  }

  /**
   * Starts no further delivery. Resolves when current deliveries have ended and their results are written.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#poke();
    await this.#running;
    await Promise.all(this.#underWay.values());
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const poked = new Promise<void>((resolve) => {
        this.#poke = resolve;
      });
      const wait = await this.#dispatchDue().catch((error: unknown) => {
        this.#options.unexpected(error);
        return AFTER_TROUBLE_MS;
      });
      const cancel = wait === undefined ? undefined : this.#options.timer.after(wait, this.#poke);
      await poked;
      cancel?.();
    }
  }

  /** Returns the time until the next task is due, or undefined if no task waits. */
  async #dispatchDue(): Promise<DurationMs | undefined> {
    const { tasks, timer } = this.#options;
    const now = timer.now();
    const due = await tasks.due(now, AT_ONCE + this.#underWay.size);
    for (const task of due) {
      if (this.#stopping || this.#underWay.size >= AT_ONCE) return undefined;
      if (!this.#underWay.has(task.name)) this.#dispatch(task);
    }
    const next = await tasks.nextDueAfter(now);
    return next === undefined ? undefined : until(timer.now(), next);
  }

  #dispatch(task: StoredTask): void {
    const attempt = this.#attempt(task, this.#options.timer.now()).finally(() => {
      this.#underWay.delete(task.name);
      this.#poke();
    });
    this.#underWay.set(task.name, attempt);
  }

  /**
   * Retries writing the result until it succeeds or the queue stops. If it stops, the task is delivered
   * again.
   */
  async #attempt(task: StoredTask, startedAt: EpochMs): Promise<void> {
    const settled = this.#outcome(task, startedAt, await this.#inTime(task));
    const { tasks, timer } = this.#options;
    for (;;) {
      try {
        await tasks.settle(settled);
        return;
      } catch {
        if (this.#stopping) return; // otherwise: the disk may have been full and have room again
      }
      await new Promise<void>((resolve) => timer.after(AFTER_TROUBLE_MS, resolve));
    }
  }

  /** The call itself may continue after its deadline. As in the cloud, its answer is then ignored. */
  async #inTime(task: StoredTask): Promise<Delivered> {
    const { timer, deliver, unexpected } = this.#options;
    const { promise: late, resolve } = Promise.withResolvers<undefined>();
    const cancel = timer.after(DISPATCH_DEADLINE_MS, () => {
      resolve(undefined);
    });
    try {
      return await Promise.race([deliver(task), late]);
    } catch (error) {
      unexpected(error);
      return undefined;
    } finally {
      cancel();
    }
  }

  #outcome(task: StoredTask, startedAt: EpochMs, answer: Delivered): Settled {
    const { name, firstAttemptAt = startedAt } = task;
    const at = this.#options.timer.now();
    const attempts = task.attempts + 1;
    const status = answer?.status ?? 0;
    if (isUsedUp(attempts, until(firstAttemptAt, at)) || (status >= 200 && status <= 299))
      return { kind: 'ended', name, at };
    const asked = status === 429 || status === 503 ? answer?.retryAfterMs : undefined;
    const nextAt = later(at, asked ?? backoffMs(attempts));
    return { kind: 'again', name, attempts, firstAttemptAt, nextAt };
  }
}
