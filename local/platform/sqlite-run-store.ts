import { SCHEMA_VERSION } from '../../functions/adapters/stored-document';
import { readRun } from '../../functions/adapters/stored-run';
import { isActive, type Run, RUN_STATES } from '../../functions/domain/rotation/run';
import { type RunStore } from '../../functions/ports/run-store';
import { type Prepare, type SqliteDatabase } from './sqlite-database';
import { putEvents } from './sqlite-outbox';

const ACTIVE_STATES = RUN_STATES.filter((state) => isActive({ state }))
  .map((state) => `'${state}'`)
  .join(', ');

/** Runs in SQLite, a row each. */
export function sqliteRunStore(database: SqliteDatabase): RunStore {
  return {
    read: (runId) => database.read((prepare) => stored(prepare, runId)),

    transact: (runId, step) =>
      database.write((prepare) => {
        const { write, events, result } = step(stored(prepare, runId));
        if (write === null) prepare('DELETE FROM runs WHERE run_id = ?').run(runId);
        else if (write !== undefined) put(prepare, runId, write);
        putEvents(prepare, events);
        return result;
      }),

    start: (run, isSame) =>
      database.write((prepare) => {
        const there = active(prepare).find((each) => each.runId === run.runId || isSame(each));
        if (there) return there;
        put(prepare, run.runId, run);
        return run;
      }),

    active: () => database.read(active),

    recent: (limit) =>
      database.read((prepare) =>
        prepare('SELECT document FROM runs ORDER BY started_at DESC, run_id DESC LIMIT ?')
          .all(limit)
          .map(runIn),
      ),
  };
}

function stored(prepare: Prepare, runId: string): Run | undefined {
  const row = prepare('SELECT document FROM runs WHERE run_id = ?').get(runId);
  return row && runIn(row);
}

function put(prepare: Prepare, runId: string, run: Run): void {
  prepare('INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?)').run(
    runId,
    run.state,
    run.startedAt,
    JSON.stringify({ ...run, schemaVersion: SCHEMA_VERSION }),
  );
}

const active = (prepare: Prepare): Run[] =>
  prepare(`SELECT document FROM runs WHERE state IN (${ACTIVE_STATES}) ORDER BY started_at, run_id`)
    .all()
    .map(runIn);

const runIn = (row: Record<string, unknown>): Run =>
  readRun('runs', JSON.parse(String(row['document'])));
