import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { durationMs } from '../../../functions/domain/time';
import { callInProcess } from '../../../local/in-process-call';
import { LocalTaskQueue } from '../../../local/platform/local-task-queue';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
import { sqliteTasks, type SqliteTasks } from '../../../local/platform/sqlite-tasks';
import { ManualTimer } from '../../fakes/manual-timer';
import { TaskWorker } from '../../fakes/task-worker';

const opened: { database: SqliteDatabase; worker: TaskWorker }[] = [];
afterEach(() => {
  for (const { database, worker } of opened.splice(0)) {
    database.close();
    worker.close();
  }
});

export type RunningQueue = {
  readonly queue: LocalTaskQueue;
  readonly worker: TaskWorker;
  readonly timer: ManualTimer;
  readonly database: SqliteDatabase;
  readonly unexpected: unknown[];
  /** Moves time forward. Waits for all of the queue's work that the worker does not hold back. */
  readonly pass: (ms: number) => Promise<void>;
};

/**
 * A queue over a file in a folder. It delivers to a worker in this process, with a clock that the test moves.
 */
export function runningQueue(folder: string, timer = new ManualTimer()): RunningQueue {
  const worker = new TaskWorker(timer);
  const database = new SqliteDatabase(join(folder, 'state.sqlite'));
  opened.push({ database, worker });
  const server = worker.server();
  const busy = new Outstanding();
  const unexpected: unknown[] = [];
  const queue = new LocalTaskQueue({
    tasks: busy.watch(sqliteTasks(database)),
    timer,
    deliver: async ({ path, body }) => {
      const answer = await callInProcess(server, { path, authorization: '', body });
      if (answer?.retryAfterSeconds === undefined) return answer;
      return {
        status: answer.status,
        retryAfterMs: durationMs(answer.retryAfterSeconds * 1000),
      };
    },
    unexpected: (error) => unexpected.push(error),
  });
  queue.start();
  const settle = async (): Promise<void> => {
    // An answer needs a few turns of the event loop to reach the queue and take effect.
    for (let calm = 0; calm < 8; calm += 1) {
      await turn();
      if (busy.count > 0) calm = 0;
    }
  };
  const pass = (ms: number): Promise<void> => timer.advance(ms, settle);
  return { queue, worker, timer, database, unexpected, pass };
}

/** Counts the unfinished calls to SQLite. */
class Outstanding {
  count = 0;

  watch(tasks: SqliteTasks): SqliteTasks {
    const counted =
      <Args extends unknown[], Value>(call: (...args: Args) => Promise<Value>) =>
      async (...args: Args): Promise<Value> => {
        this.count += 1;
        try {
          return await call(...args);
        } finally {
          this.count -= 1;
        }
      };
    return {
      add: counted(tasks.add),
      due: counted(tasks.due),
      nextDueAfter: counted(tasks.nextDueAfter),
      settle: counted(tasks.settle),
    };
  }
}
