import { type DurationMs } from '../domain/time';

/** One HTTP call to `rotation-worker`, for later. */
export type Task = {
  /**
   * 1 to 500 letters, digits and hyphens. Use a hash: sequential names slow the queue. A name is accepted
   * once while its task exists and for some time after (Cloud Tasks: about an hour).
   */
  readonly name: string;
  /** A path such as `/v1/rotation-tasks`. The call is a POST. */
  readonly path: string;
  /** Sent as `application/json`. */
  readonly body: unknown;
  /** The task is not delivered before this time has passed; absent: at once. */
  readonly delayMs?: DurationMs;
};

/**
 * Delivers tasks at least once, in no order, as fast as its limits allow. After any answer other than 2xx, or
 * none, the task is delivered again after a growing back-off, and not before a `Retry-After` in the answer;
 * the in-process queue delivers it exactly then. A task that has used up its attempts is dropped silently.
 * Cloud Tasks in the cloud, an in-process queue kept in SQLite on one machine.
 */
export interface TaskQueue {
  /**
   * `taken`: the task will be delivered. `known`: a task of this name exists or existed; nothing was added.
   * `unavailable`: the queue is full or out of reach. It may have accepted the task anyway, so a repeat uses
   * the same name. Throws only for errors that no repeat fixes: no such queue, no permission.
   */
  enqueue(task: Task): Promise<'taken' | 'known' | 'unavailable'>;
}
