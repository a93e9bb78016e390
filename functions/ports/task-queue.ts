import { type DurationMs } from '../domain/time';

/** One HTTP call for later: to `rotation-worker` (one account) or back to `rotation` (go on planning). */
export type Task = {
  /**
   * Letters, digits, hyphens; hashed, since sequential names slow the queue. The same name is taken
   * once while the task is there and for some time after (Cloud Tasks: about an hour).
   */
  readonly name: string;
  readonly target: 'rotation' | 'rotation-worker';
  /** Such as `/v1/rotation-tasks`. */
  readonly path: string;
  readonly body: unknown;
  readonly delayMs?: DurationMs;
};

/**
 * Delivers tasks at least once, in no order, at its own pace, and again after 429, 5xx or no answer,
 * with growing pauses, until its attempts are used up; then the task is gone without a word.
 * Cloud Tasks in the cloud, an in-process queue kept in SQLite on one machine.
 */
export interface TaskQueue {
  /**
   * `taken`: the task will be delivered. `known`: a task of that name is or was there; nothing new.
   * `unavailable`: the queue is full or out of reach; it may have been taken all the same, so a repeat
   * uses the same name.
   */
  enqueue(task: Task): Promise<'taken' | 'known' | 'unavailable'>;
}
