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
