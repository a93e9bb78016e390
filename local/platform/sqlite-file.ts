import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { VendorError } from '../../functions/adapters/vendor-error';
import { DataFolderError } from './data-folder-error';
import { migrate } from './sqlite-schema';

/**
 * Opens or creates a database for this process alone, with the newest schema. Throws a `DataFolderError` with
 * the reason if it can't be used.
 */
export function openSqliteFile(path: string): DatabaseSync {
  try {
    closeSync(openSync(path, 'a', 0o600)); // SQLite gives its -wal file the same mode
    chmodSync(path, 0o600);
  } catch {
    throw new DataFolderError(
      `${path} cannot be opened for writing. Check the permissions of the file and the disk.`,
    );
  }
  const database = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
  try {
    // The exclusive lock comes first. It keeps other processes out until this one ends.
    database.exec(
      `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
       PRAGMA wal_autocheckpoint = ${LOG_PAGES}; PRAGMA cache_size = -16000; PRAGMA secure_delete = ON`,
    );
    // Moves what an earlier process left in the log into the file and onto the disk. If a flush failed in
    // that process, part of the log may exist only in the kernel's memory.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    migrate(database, path);
    return database;
  } catch (error) {
    database.close();
    if (!isSqliteError(error)) throw error;
    throw new DataFolderError(
      error.errcode === SQLITE_BUSY
        ? `Another process is using ${path}. Stop that process, or set LOCAL_DATA_DIR to another folder.`
        : `${path} cannot be used: ${error.errstr}. Restore it from a backup, or set LOCAL_DATA_DIR to another folder.`,
    );
  }
}

/**
 * Number of 4 KiB pages committed before SQLite copies them into the file. The process blocks during the
 * copy: once every 750 issues, instead of every 75 with the default. The log takes up to 40 MB of the disk.
 */
const LOG_PAGES = 10_000;

/** A process that is shutting down may hold the file for a moment. */
const LOCK_WAIT_MS = 1_000;

const SQLITE_BUSY = 5; // https://www.sqlite.org/rescode.html

/** `errstr` comes from SQLite's fixed list. `message` may contain table and column names. */
type SqliteError = { readonly errcode: number; readonly errstr: string };

export const isSqliteError = (error: unknown): error is SqliteError =>
  typeof error === 'object' && error !== null && 'errcode' in error && 'errstr' in error;

export const sqliteFailure = (call: string, error: unknown): VendorError =>
  new VendorError(`SQLite ${call}`, isSqliteError(error) ? error.errstr : 'unknown');
