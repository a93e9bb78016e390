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
import { DispatchRate, type ReadPace } from './dispatch-rate';
import { backoffMs, type QueueLimits } from './queue-limits';
import { SettledTasks } from './settled-tasks';
import { type Settled, type SqliteTasks, type StoredTask } from './sqlite-tasks';
import { type Timer } from './timer';

/** What a target answered; undefined: nothing. */
export type Delivered = { readonly status: number; readonly retryAfterMs?: DurationMs } | undefined;

export type LocalQueueOptions = {
  readonly tasks: SqliteTasks;
  readonly limits: QueueLimits;
  readonly timer: Timer;
  /** Calls the target. */
  readonly deliver: (task: StoredTask) => Promise<Delivered>;
  readonly pace: ReadPace;
  /** Whether somebody waits for a password. */
  readonly interactive: () => boolean;
  /** Told of what should not happen; the queue goes on. */
  readonly unexpected: (error: unknown) => void;
};

/** While somebody waits for a password, tasks are dispatched no more often than this. */
const YIELDING_MS = durationMs(250);
const LOOK_WHILE_YIELDING_MS = durationMs(10);

const AFTER_TROUBLE_MS = durationMs(1_000);

/** How many due tasks are read at once. */
const READ_AHEAD = 100;

/**
 * The task queue of one machine: tasks in SQLite, delivered by this process from `start` to `stop`,
 * by the limits and the retry rules of Cloud Tasks. What a kill interrupts is delivered again after
 * the next start.
 */
export class LocalTaskQueue implements TaskQueue {
  readonly #options: LocalQueueOptions;
  readonly #rate: DispatchRate;
  readonly #settled: SettledTasks;
  readonly #underWay = new Set<Promise<void>>();
  #ready: StoredTask[] = [];
  #lastDispatchAt: EpochMs | undefined;
  #running: Promise<void> | undefined;
  #stopping = false;
  /** Ends the wait for the next round; each round begins with a fresh one. */
  #poke: () => void = () => undefined;

  constructor(options: LocalQueueOptions) {
    const { tasks, limits, timer, pace } = options;
    this.#options = options;
    this.#rate = new DispatchRate(limits.maxDispatchesPerSecond, timer, pace);
    this.#settled = new SettledTasks(tasks, timer, () => {
      this.#poke();
    });
  }

  async enqueue(task: Task): Promise<'taken' | 'known' | 'unavailable'> {
    const { tasks, timer } = this.#options;
    try {
      const added = await tasks.add(task, later(timer.now(), task.delayMs ?? durationMs(0)));
      if (added) this.#poke();
      return added ? 'taken' : 'known';
    } catch (error) {
      if (error instanceof VendorError) return 'unavailable';
      throw error;
    }
  }

  /** Begins to deliver, what an earlier process left behind as well. */
  start(): void {
    this.#running ??= this.#deliverUntilStopped();
  }

  /** Begins no more deliveries, lets those under way end, and writes what became of them. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#poke();
    await this.#running;
    await Promise.all(this.#underWay);
    await this.#settled.close();
  }

  async #deliverUntilStopped(): Promise<void> {
    while (!this.#stopping) {
      const poked = new Promise<void>((resolve) => (this.#poke = resolve));
      const next = await this.#round().catch((error: unknown) => {
        this.#options.unexpected(error);
        return later(this.#options.timer.now(), AFTER_TROUBLE_MS);
      });
      await this.#restUntil(next, poked);
    }
  }

  async #restUntil(next: EpochMs | undefined, poked: Promise<void>): Promise<void> {
    const { timer } = this.#options;
    if (this.#stopping || next === undefined) return this.#stopping ? undefined : poked;
    const cancel = timer.after(until(timer.now(), next), this.#poke);
    await poked;
    cancel();
  }

  /** Dispatches what may be dispatched now. Gives when there may be more to do; undefined: when poked. */
  async #round(): Promise<EpochMs | undefined> {
    const { tasks, timer, limits } = this.#options;
    if (this.#ready.length === 0) {
      const { names } = this.#settled;
      const due = await tasks.due(timer.now(), READ_AHEAD + names.size);
      this.#ready = due.filter(({ name }) => !names.has(name));
      for (const { name } of this.#ready) names.add(name);
      if (this.#ready.length === 0) return tasks.nextDueAfter(timer.now());
    }
    while (this.#underWay.size < limits.maxConcurrentDispatches) {
      const at = await this.#nextDispatchAt();
      if (at > timer.now() || this.#ready.length === 0 || this.#stopping) return at;
      const task = this.#ready.shift();
      if (task) this.#dispatch(task);
    }
    return undefined;
  }

  async #nextDispatchAt(): Promise<EpochMs> {
    const now = this.#options.timer.now();
    const last = this.#lastDispatchAt;
    // a dispatch after now was noted before the clock was set back
    const yielding = last !== undefined && last <= now && now < later(last, YIELDING_MS);
    if (yielding && this.#options.interactive()) return later(now, LOOK_WHILE_YIELDING_MS);
    return this.#rate.nextAt();
  }

  #dispatch(task: StoredTask): void {
    this.#rate.take();
    this.#lastDispatchAt = this.#options.timer.now();
    const attempt = this.#attempt(task, this.#lastDispatchAt)
      .catch(this.#options.unexpected)
      .finally(() => {
        this.#underWay.delete(attempt);
        this.#poke();
      });
    this.#underWay.add(attempt);
  }

  async #attempt(task: StoredTask, startedAt: EpochMs): Promise<void> {
    const answer = await this.#inTime(task);
    this.#settled.add(this.#outcome(task, startedAt, answer));
    if (isSuccess(answer)) this.#rate.succeeded();
    else if (isThrottled(answer)) await this.#rate.throttled(startedAt);
  }

  /** The call itself may go on after its time: as in the cloud, nobody listens any more. */
  async #inTime(task: StoredTask): Promise<Delivered> {
    const { timer, deliver, unexpected } = this.#options;
    const { promise: late, resolve } = Promise.withResolvers<undefined>();
    const cancel = timer.after(DISPATCH_DEADLINE_MS[task.target], () => {
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
    const { limits, timer } = this.#options;
    const { name, firstAttemptAt = startedAt } = task;
    const at = timer.now();
    const attempts = task.attempts + 1;
    const usedUp =
      attempts >= limits.maxAttempts && at >= later(firstAttemptAt, limits.maxRetryDurationMs);
    if (usedUp || isSuccess(answer)) return { kind: 'ended', name, at };
    const asked = isThrottled(answer) ? answer?.retryAfterMs : undefined;
    const nextAt = later(at, asked ?? backoffMs(limits, attempts));
    return { kind: 'again', name, attempts, firstAttemptAt, nextAt };
  }
}

const isSuccess = (answer: Delivered): boolean =>
  answer !== undefined && answer.status >= 200 && answer.status <= 299;

const isThrottled = (answer: Delivered): boolean =>
  answer?.status === 429 || answer?.status === 503;
