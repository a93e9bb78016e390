import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { LocalTaskQueue } from '../../../local/platform/local-task-queue';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
import { sqliteTasks } from '../../../local/platform/sqlite-tasks';
import { systemTimer } from '../../../local/platform/timer';

/**
 * The process that `queue-kill.test.ts` starts. Argument 1 is the database, argument 2 the number of tasks to
 * enqueue first. Prints a line for each delivery and runs until it is killed.
 */
async function run(path: string, count: number): Promise<void> {
  const queue = new LocalTaskQueue({
    tasks: sqliteTasks(new SqliteDatabase(path)),
    timer: systemTimer,
    deliver: async ({ name }) => {
      writeSync(1, `${name}\n`);
      await wait(10);
      return { status: 200 };
    },
    unexpected: (error) => {
      throw error;
    },
  });
  const names = Array.from({ length: count }, (_, index) => `t${1000 + index}`);
  await Promise.all(
    names.map((name) => queue.enqueue({ name, path: '/v1/rotation-tasks', body: {} })),
  );
  queue.start();
  for (;;) await wait(60_000);
}

void run(process.argv[2] ?? '', Number(process.argv[3]));
