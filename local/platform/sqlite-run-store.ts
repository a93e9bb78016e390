import { foundRuns, readRun } from '../../functions/adapters/stored-run';
import { isActive, type Run, RUN_STATES, SCHEDULE } from '../../functions/domain/runs/run';
import { type RunStore } from '../../functions/ports/run-store';
import { type Prepare, type SqliteDatabase } from './sqlite-database';
import { documentAt, type DocumentTable, putInto, transactOn } from './sqlite-documents';

const RUNS: DocumentTable<Run> = {
  name: 'runs',
  key: 'run_id',
  copies: ({ state, startedAt }) => [state, startedAt],
  read: readRun,
};

const ACTIVE_STATES = RUN_STATES.filter((state) => isActive({ state }))
  .map((state) => `'${state}'`)
  .join(', ');

/** Runs in SQLite, one row each. */
export const sqliteRunStore = (database: SqliteDatabase): RunStore => ({
  read: (runId) =>
    database.read((prepare) => {
      const sql = 'SELECT run_id, document FROM runs WHERE run_id = ?';
      return foundIn(prepare(sql).all(runId)).runs[0];
    }),
  transact: (runId, step) => transactOn(database, RUNS, runId, step),

  start: (run, isSame) =>
    database.write((prepare) => {
      const isThere = (each: Run): boolean => each.runId === run.runId || isSame(each);
      const there = active(prepare).runs.find(isThere);
      if (there) return there;
      putInto(RUNS, prepare, run.runId, run);
      return run;
    }),

  active: () => database.read((prepare) => active(prepare).runs),
  unreadable: () => database.read((prepare) => active(prepare).unreadable),

  recent: (limit) =>
    database.read((prepare) => {
      const order = 'ORDER BY started_at DESC, run_id DESC LIMIT ?';
      return foundIn(prepare(`SELECT run_id, document FROM runs ${order}`).all(limit)).runs;
    }),

  ofSchedule: (kind, limit) =>
    database.read((prepare) => {
      const rows = prepare(`SELECT run_id, document FROM runs
        WHERE iif(json_valid(document), document ->> 'kind' = ? AND document ->> 'startedBy' = ?, 0)
        ORDER BY started_at DESC, run_id DESC LIMIT ?`);
      return foundIn(rows.all(kind, SCHEDULE, limit)).runs;
    }),

  besideProofs: (limit) =>
    database.read((prepare) => {
      const rows = prepare(`SELECT run_id, document FROM runs
        WHERE iif(json_valid(document), document ->> 'kind' <> 'prove' OR document ->> 'startedBy' <> ?, 0)
        ORDER BY started_at DESC, run_id DESC LIMIT ?`);
      return foundIn(rows.all(SCHEDULE, limit)).runs;
    }),
});

const active = (prepare: Prepare): Found =>
  foundIn(
    prepare(
      `SELECT run_id, document FROM runs WHERE state IN (${ACTIVE_STATES}) ORDER BY started_at, run_id`,
    ).all(),
  );

type Found = ReturnType<typeof foundRuns>;

const foundIn = (rows: readonly Readonly<Record<string, unknown>>[]): Found =>
  foundRuns(rows.map((row) => documentAt(RUNS, String(row['run_id']), row)));
