import { type DatabaseSync } from 'node:sqlite';
import { DataFolderError } from './data-folder-error';

/**
 * What leads from each schema version to the next: version N is what the first N steps make. A step
 * that was released is never changed. Columns beside `document` are copies to search and order by.
 */
const STEPS: readonly string[] = [
  `
  CREATE TABLE accounts (
    user_id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    status TEXT NOT NULL,
    next_rotation_at INTEGER,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX accounts_by_address ON accounts (address, user_id);
  CREATE INDEX accounts_by_status ON accounts (status, address, user_id);
  CREATE INDEX accounts_by_due ON accounts (next_rotation_at, user_id)
    WHERE next_rotation_at IS NOT NULL;
  CREATE TABLE configuration (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    document TEXT NOT NULL
  ) STRICT;
  CREATE TABLE outbox (id TEXT PRIMARY KEY, at INTEGER NOT NULL, document TEXT NOT NULL) STRICT;
  CREATE INDEX outbox_by_age ON outbox (at, id);
  CREATE TABLE events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL
  ) STRICT;
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
  `
  CREATE TABLE tasks (
    name TEXT PRIMARY KEY,
    target TEXT NOT NULL,
    path TEXT NOT NULL,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    first_attempt_at INTEGER,
    next_at INTEGER,
    ended_at INTEGER
  ) STRICT;
  CREATE INDEX tasks_by_next ON tasks (next_at, name) WHERE next_at IS NOT NULL;
  CREATE INDEX tasks_by_end ON tasks (ended_at) WHERE ended_at IS NOT NULL;
  CREATE TABLE runs (
    run_id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX runs_by_start ON runs (started_at, run_id);
  CREATE INDEX runs_by_state ON runs (state, started_at, run_id);
  CREATE TABLE pace (id INTEGER PRIMARY KEY CHECK (id = 1), document TEXT NOT NULL) STRICT;
  CREATE INDEX accounts_by_mark
    ON accounts (document ->> '$.mark.runId', document ->> '$.mark.outcome')
    WHERE document ->> '$.mark.runId' IS NOT NULL;
  `,
  // Columns, not expressions: SQLite would read the document's JSON for each index of each write.
  `
  ALTER TABLE accounts ADD COLUMN mark_run TEXT;
  ALTER TABLE accounts ADD COLUMN mark_outcome TEXT;
  ALTER TABLE accounts ADD COLUMN failed_at INTEGER;
  UPDATE accounts SET
    mark_run = document ->> '$.mark.runId',
    mark_outcome = document ->> '$.mark.outcome',
    failed_at = document ->> '$.lastFailure.at';
  DROP INDEX accounts_by_mark;
  CREATE INDEX accounts_by_mark ON accounts (mark_run, mark_outcome) WHERE mark_run IS NOT NULL;
  CREATE INDEX accounts_by_failure ON accounts (failed_at) WHERE failed_at IS NOT NULL;
  DROP INDEX accounts_by_status;
  CREATE INDEX accounts_by_status ON accounts (status, address, user_id)
    WHERE status <> 'active';
  `,
];

/** Brings an opened database to the newest schema, in one transaction. */
export function migrate(database: DatabaseSync, path: string): void {
  database.exec('BEGIN IMMEDIATE');
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > STEPS.length) {
    database.exec('ROLLBACK');
    throw new DataFolderError(
      `${path} was written by a newer release of this program. Run that one, or set LOCAL_DATA_DIR to another folder.`,
    );
  }
  for (const step of STEPS.slice(version)) database.exec(step);
  database.exec(`PRAGMA user_version = ${STEPS.length}; COMMIT`);
}
