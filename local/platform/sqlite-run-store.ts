import { readRun } from '../../functions/adapters/stored-run';
import { isActive, type Run, RUN_STATES } from '../../functions/domain/rotation/run';
import { type RunStore } from '../../functions/ports/run-store';
import { type Prepare, type SqliteDatabase } from './sqlite-database';
import { type DocumentTable, putInto, storedIn, transactOn } from './sqlite-documents';

const RUNS: DocumentTable<Run> = {
  name: 'runs',
  key: 'run_id',
  copies: ({ state, startedAt }) => [state, startedAt],
  read: readRun,
};

const ACTIVE_STATES = RUN_STATES.filter((state) => isActive({ state }))
  .map((state) => `'${state}'`)
  .join(', ');

/** Runs in SQLite, a row each. */
export const sqliteRunStore = (database: SqliteDatabase): RunStore => ({
  read: (runId) => database.read((prepare) => storedIn(RUNS, prepare, runId)),
  transact: (runId, step) => transactOn(database, RUNS, runId, step),

  start: (run, isSame) =>
    database.write((prepare) => {
      const there = active(prepare).find((each) => each.runId === run.runId || isSame(each));
      if (there) return there;
      putInto(RUNS, prepare, run.runId, run);
      return run;
    }),

  active: () => database.read(active),

  recent: (limit) =>
    database.read((prepare) =>
      prepare('SELECT document FROM runs ORDER BY started_at DESC, run_id DESC LIMIT ?')
        .all(limit)
        .map(runIn),
    ),
});

const active = (prepare: Prepare): Run[] =>
  prepare(`SELECT document FROM runs WHERE state IN (${ACTIVE_STATES}) ORDER BY started_at, run_id`)
    .all()
    .map(runIn);

const runIn = (row: Record<string, unknown>): Run =>
  readRun('runs', JSON.parse(String(row['document'])));
