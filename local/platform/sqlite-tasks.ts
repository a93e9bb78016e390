import { durationMs, type EpochMs, epochMs, later } from '../../functions/domain/time';
import { type Task } from '../../functions/ports/task-queue';
import { NAME_MEMORY_MS } from './queue-limits';
import { REDOABLE, type SqliteDatabase } from './sqlite-database';

/** A task that is waiting, or that was dispatched and has not ended. */
export type StoredTask = Omit<Task, 'delayMs'> & {
  readonly attempts: number;
  readonly firstAttemptAt?: EpochMs;
};

/** The result of an attempt: the task has ended or will be retried. */
export type Settled =
  | { readonly kind: 'ended'; readonly name: string; readonly at: EpochMs }
  | {
      readonly kind: 'again';
      readonly name: string;
      readonly attempts: number;
      readonly firstAttemptAt: EpochMs;
      readonly nextAt: EpochMs;
    };

/**
 * Tasks in SQLite. A row with `next_at` is still to be dispatched; a row with `ended_at` only reserves the
 * name.
 */
export type SqliteTasks = {
  /** False if a task with that name exists or ended less than an hour ago. */
  readonly add: (task: Task, now: EpochMs) => Promise<boolean>;
  /** Tasks that may be dispatched, longest due first. */
  readonly due: (now: EpochMs, limit: number) => Promise<readonly StoredTask[]>;
  /** When the next task that is not yet due becomes due. */
  readonly nextDueAfter: (now: EpochMs) => Promise<EpochMs | undefined>;
  readonly settle: (settled: Settled) => Promise<void>;
};

export function sqliteTasks(database: SqliteDatabase): SqliteTasks {
  return {
    add: ({ name, path, body, delayMs = durationMs(0) }, now) =>
      database.write((prepare) => {
        prepare('DELETE FROM tasks WHERE ended_at < ?').run(now - NAME_MEMORY_MS);
        const added = prepare(
          'INSERT OR IGNORE INTO tasks (name, path, body, next_at, attempts) VALUES (?, ?, ?, ?, 0)',
        ).run(name, path, JSON.stringify(body), later(now, delayMs));
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
        if (settled.kind === 'ended') {
          const sql = "UPDATE tasks SET next_at = NULL, ended_at = ?, body = 'null' WHERE name = ?";
          prepare(sql).run(settled.at, settled.name);
        } else {
          const { name, attempts, firstAttemptAt, nextAt } = settled;
          const sql =
            'UPDATE tasks SET attempts = ?, first_attempt_at = ?, next_at = ? WHERE name = ?';
          prepare(sql).run(attempts, firstAttemptAt, nextAt, name);
        }
      }, REDOABLE),
  };
}

function taskIn(row: Record<string, unknown>): StoredTask {
  const firstAttemptAt = row['first_attempt_at'] ?? undefined;
  return {
    name: String(row['name']),
    path: String(row['path']),
    body: JSON.parse(String(row['body'])) as unknown,
    attempts: Number(row['attempts']),
    ...(firstAttemptAt === undefined ? {} : { firstAttemptAt: epochMs(Number(firstAttemptAt)) }),
  };
}
