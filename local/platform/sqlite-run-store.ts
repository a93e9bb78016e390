import { SCHEMA_VERSION } from '../../functions/adapters/stored-document';
import { foundRuns, readRun } from '../../functions/adapters/stored-run';
import { parseJson } from '../../functions/adapters/google/google-error';
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
    read: (runId) =>
      database.read((prepare) => {
        const row = rowOf(prepare, runId);
        return row && foundIn([row]).runs[0];
      }),

    transact: (runId, step) =>
      database.write((prepare) => {
        const row = rowOf(prepare, runId);
        const { write, events, result } = step(row && readRun(pathOf(row), documentIn(row)));
        if (write === null) prepare('DELETE FROM runs WHERE run_id = ?').run(runId);
        else if (write !== undefined) put(prepare, runId, write);
        putEvents(prepare, events);
        return result;
      }),

    start: (run, isSame) =>
      database.write((prepare) => {
        const there = foundIn(active(prepare)).runs.find(
          (each) => each.runId === run.runId || isSame(each),
        );
        if (there) return there;
        put(prepare, run.runId, run);
        return run;
      }),

    active: () => database.read((prepare) => foundIn(active(prepare)).runs),

    recent: (limit) =>
      database.read((prepare) => {
        const sql = `SELECT ${FOUND} FROM runs ORDER BY started_at DESC, run_id DESC LIMIT ?`;
        return foundIn(prepare(sql).all(limit)).runs;
      }),

    unreadable: () => database.read((prepare) => foundIn(active(prepare)).unreadable),
  };
}

type Row = Readonly<Record<string, unknown>>;

const FOUND = 'run_id, document';

const rowOf = (prepare: Prepare, runId: string): Row | undefined =>
  prepare(`SELECT ${FOUND} FROM runs WHERE run_id = ?`).get(runId);

function put(prepare: Prepare, runId: string, run: Run): void {
  prepare('INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?)').run(
    runId,
    run.state,
    run.startedAt,
    JSON.stringify({ ...run, schemaVersion: SCHEMA_VERSION }),
  );
}

const active = (prepare: Prepare): Row[] =>
  prepare(
    `SELECT ${FOUND} FROM runs WHERE state IN (${ACTIVE_STATES}) ORDER BY started_at, run_id`,
  ).all();

const pathOf = (row: Row): string => `runs/${String(row['run_id'])}`;

/** What a document that is no JSON is read as: nothing. */
const documentIn = (row: Row): unknown => parseJson(String(row['document']));

const foundIn = (rows: readonly Row[]): ReturnType<typeof foundRuns> =>
  foundRuns(rows.map((row) => ({ path: pathOf(row), data: documentIn(row) })));
