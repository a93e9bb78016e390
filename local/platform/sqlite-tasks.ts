import { type EpochMs, epochMs } from '../../functions/domain/time';
import { type Task } from '../../functions/ports/task-queue';
import { REDOABLE, type SqliteDatabase } from './sqlite-database';

/** A task that waits, or was dispatched and has not ended yet. */
export type StoredTask = Omit<Task, 'delayMs'> & {
  readonly attempts: number;
  readonly firstAttemptAt?: EpochMs;
};

/** What became of an attempt: the task ended, or is to be tried again. */
export type Settled =
  | { readonly kind: 'ended'; readonly name: string; readonly at: EpochMs }
  | {
      readonly kind: 'again';
      readonly name: string;
      readonly attempts: number;
      readonly firstAttemptAt: EpochMs;
      readonly nextAt: EpochMs;
    };

/** Tasks in SQLite. A row with `next_at` is to be dispatched; one with `ended_at` remembers a name. */
export type SqliteTasks = {
  /** False when a task of that name is or was there. */
  readonly add: (task: Task, nextAt: EpochMs) => Promise<boolean>;
  /** The tasks that may be dispatched, the longest due first. */
  readonly due: (now: EpochMs, limit: number) => Promise<readonly StoredTask[]>;
  /** When the next task that is not due yet will be. */
  readonly nextDueAfter: (now: EpochMs) => Promise<EpochMs | undefined>;
  readonly settle: (settled: readonly Settled[]) => Promise<void>;
  /** Frees the names of tasks that ended before. */
  readonly forget: (endedBefore: EpochMs) => Promise<void>;
};

export function sqliteTasks(database: SqliteDatabase): SqliteTasks {
  return {
    add: ({ name, target, path, body }, nextAt) =>
      database.write((prepare) => {
        const added = prepare(
          'INSERT OR IGNORE INTO tasks (name, target, path, body, next_at, attempts) VALUES (?, ?, ?, ?, ?, 0)',
        ).run(name, target, path, JSON.stringify(body), nextAt);
        return added.changes === 1;
      }),
    due: (now, limit) =>
      database.read((prepare) =>
        prepare('SELECT * FROM tasks WHERE next_at <= ? ORDER BY next_at, name LIMIT ?')
          .all(now, limit)
          .map(taskIn),
      ),
    nextDueAfter: (now) =>
      database.read((prepare) => {
        const row = prepare('SELECT min(next_at) AS at FROM tasks WHERE next_at > ?').get(now);
        const at = row?.['at'] ?? undefined;
        return at === undefined ? undefined : epochMs(Number(at));
      }),
    settle: (settled) =>
      database.write((prepare) => {
        for (const each of settled) {
          if (each.kind === 'ended') {
            prepare(
              "UPDATE tasks SET next_at = NULL, ended_at = ?, body = 'null' WHERE name = ?",
            ).run(each.at, each.name);
          } else {
            prepare(
              'UPDATE tasks SET attempts = ?, first_attempt_at = ?, next_at = ? WHERE name = ?',
            ).run(each.attempts, each.firstAttemptAt, each.nextAt, each.name);
          }
        }
      }, REDOABLE),
    forget: (endedBefore) =>
      database.write((prepare) => {
        prepare('DELETE FROM tasks WHERE ended_at < ?').run(endedBefore);
      }),
  };
}

function taskIn(row: Record<string, unknown>): StoredTask {
  const firstAttemptAt = row['first_attempt_at'] ?? undefined;
  return {
    name: String(row['name']),
    target: row['target'] === 'rotation' ? 'rotation' : 'rotation-worker',
    path: String(row['path']),
    body: JSON.parse(String(row['body'])) as unknown,
    attempts: Number(row['attempts']),
    ...(firstAttemptAt === undefined ? {} : { firstAttemptAt: epochMs(Number(firstAttemptAt)) }),
  };
}
