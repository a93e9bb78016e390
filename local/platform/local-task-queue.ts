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

/** What `rotation-worker` answered; undefined: nothing. */
export type Delivered = { readonly status: number; readonly retryAfterMs?: DurationMs } | undefined;

export type LocalQueueOptions = {
  readonly tasks: SqliteTasks;
  readonly timer: Timer;
  readonly deliver: (task: StoredTask) => Promise<Delivered>;
  /** Told of what should not happen; the queue goes on. */
  readonly unexpected: (error: unknown) => void;
};

/** How many deliveries may be under way. */
const AT_ONCE = 4;

const AFTER_TROUBLE_MS = durationMs(1_000);

/**
 * The task queue of one machine: tasks in SQLite, delivered by this process from `start` to `stop`,
 * by the retry rules of Cloud Tasks. What a kill interrupts is delivered again after the next start.
 */
export class LocalTaskQueue implements TaskQueue {
  readonly #options: LocalQueueOptions;
  /** By the task's name. */
  readonly #underWay = new Map<string, Promise<void>>();
  #running: Promise<void> | undefined;
  #stopping = false;
  /** Ends the wait for the next look; each look begins with a fresh one. */
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

  /** Begins to deliver, what an earlier process left behind as well. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Begins no further delivery; resolves when those under way have ended and are written. */
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

  /** Gives how long it is until the next task is due; undefined: none waits. */
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

  /** What came of it is written until it is, unless the queue is stopped: then the task comes again. */
  async #attempt(task: StoredTask, startedAt: EpochMs): Promise<void> {
    const settled = this.#outcome(task, startedAt, await this.#inTime(task));
    const { tasks, timer } = this.#options;
    for (;;) {
      try {
        await tasks.settle(settled);
        return;
      } catch {
        if (this.#stopping) return; // else the disk may be full, and has room again
      }
      await new Promise<void>((resolve) => timer.after(AFTER_TROUBLE_MS, resolve));
    }
  }

  /** The call itself may go on after its time: as in the cloud, nobody listens any more. */
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
