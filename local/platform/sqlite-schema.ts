import { type DatabaseSync } from 'node:sqlite';
import { DataFolderError } from './data-folder-error';
import { STEPS } from './sqlite-schema-steps';

/** Migrates an open database to the newest schema, in one transaction. */
export function migrate(database: DatabaseSync, path: string): void {
  database.exec('BEGIN IMMEDIATE');
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > STEPS.length) {
    database.exec('ROLLBACK');
    throw new DataFolderError(
      `A newer release of this program wrote ${path}. Run that release, or set LOCAL_DATA_DIR to another folder.`,
    );
  }
  for (const step of STEPS.slice(version)) database.exec(step);
  database.exec(`PRAGMA user_version = ${STEPS.length}; COMMIT`);
}
