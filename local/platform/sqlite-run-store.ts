import { SCHEMA_VERSION } from '../../functions/adapters/stored-document';
import { readRun } from '../../functions/adapters/stored-run';
import { isActive, type Run, RUN_STATES, SCHEDULE } from '../../functions/domain/rotation/run';
import { MARK_OUTCOMES, type MarkOutcome } from '../../functions/domain/run-mark';
import { type RunStore } from '../../functions/ports/run-store';
import { type Prepare, type SqliteDatabase } from './sqlite-database';
import { putEvents } from './sqlite-outbox';

const ACTIVE_STATES = RUN_STATES.filter((state) => isActive({ state }))
  .map((state) => `'${state}'`)
  .join(', ');

/** Runs in SQLite, a row each. Marks are counted on the accounts. */
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

    startScheduled: (run) =>
      database.write((prepare) => {
        const scheduled = active(prepare).find(({ startedBy }) => startedBy === SCHEDULE);
        if (scheduled) return scheduled;
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

    countMarks: (runId) => database.read((prepare) => countMarks(prepare, runId)),
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

function countMarks(prepare: Prepare, runId: string): Record<MarkOutcome, number> {
  const rows = prepare(
    `SELECT mark_outcome AS outcome, count(*) AS number FROM accounts
     WHERE mark_run = ? GROUP BY mark_outcome`,
  ).all(runId);
  const counts = new Map(rows.map((row) => [row['outcome'], Number(row['number'])]));
  return Object.fromEntries(
    MARK_OUTCOMES.map((outcome) => [outcome, counts.get(outcome) ?? 0]),
  ) as Record<MarkOutcome, number>;
}

const runIn = (row: Record<string, unknown>): Run =>
  readRun('runs', JSON.parse(String(row['document'])));
