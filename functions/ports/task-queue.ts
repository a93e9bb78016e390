import { type DurationMs } from '../domain/time';

/** One HTTP call of `rotation-worker` for later. */
export type Task = {
  /**
   * 1 to 500 letters, digits and hyphens; a hash, since sequential names slow the queue. A name is
   * taken once while its task is there and for some time after (Cloud Tasks: about an hour).
   */
  readonly name: string;
  /** Such as `/v1/rotation-tasks`. The call is a POST. */
  readonly path: string;
  /** Sent as `application/json`. */
  readonly body: unknown;
  /** Not delivered before that much time has passed; absent: at once. */
  readonly delayMs?: DurationMs;
};

/**
 * Delivers tasks at least once, in no order, as fast as its limits let it. Any answer but 2xx, or
 * none, brings the task again after a pause that grows, and not before a `Retry-After` of the answer;
 * a queue in this process comes just then. When its attempts are used up the task is gone without a
 * word. Cloud Tasks in the cloud, an in-process queue kept in SQLite on one machine.
 */
export interface TaskQueue {
  /**
   * `taken`: the task will be delivered. `known`: a task of that name is or was there; nothing new.
   * `unavailable`: the queue is full or out of reach; it may have been taken all the same, so a repeat
   * uses the same name. Throws only for what no repeat mends: no such queue, no permission.
   */
  enqueue(task: Task): Promise<'taken' | 'known' | 'unavailable'>;
}
