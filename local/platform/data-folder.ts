import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Platform } from '../../functions/platform';
import { type BindPaceStore } from '../../functions/ports/bind-pace-store';
import { type Clock } from '../../functions/ports/clock';
import { aesCipher } from './aes-cipher';
import { DataFolderError } from './data-folder-error';
import { type EventLog, sqliteEventLog } from './event-log';
import { fileKeyVault } from './file-key-vault';
import { type LocalKey, openLocalKey } from './local-key';
import { sqliteAccountStore } from './sqlite-account-store';
import { sqliteBindPaceStore } from './sqlite-bind-pace-store';
import { sqliteConfigurationStore } from './sqlite-configuration-store';
import { sqliteDailyCountsStore } from './sqlite-daily-counts-store';
import { SqliteDatabase } from './sqlite-database';
import { sqliteLaneStore } from './sqlite-lane-store';
import { sqliteOutbox } from './sqlite-outbox';
import { sqlitePaceStore } from './sqlite-pace-store';
import { sqliteRunStore } from './sqlite-run-store';
import { sqliteSettledActivityStore } from './sqlite-settled-activity-store';
import { sqliteTasks, type SqliteTasks } from './sqlite-tasks';
import { type Flush } from './write-ahead-log';

/** Everything that one machine stores, in one folder that only one process uses at a time. */
export type DataFolder = Pick<
  Platform,
  | 'accounts'
  | 'configurations'
  | 'outbox'
  | 'runs'
  | 'lanes'
  | 'pace'
  | 'dailyCounts'
  | 'settledActivities'
  | 'keys'
  | 'ldapKeys'
  | 'cipher'
> & {
  readonly events: EventLog;
  readonly bindPace: (clock: Pick<Clock, 'now'>) => BindPaceStore;
  /** The task queue's storage. */
  readonly taskTable: SqliteTasks;
  /** The absolute path of the folder. */
  readonly path: string;
  close(): void;
};

export type DataFolderOptions = {
  readonly flush?: Flush;
  /** Called before each commit. */
  readonly beforeCommit?: () => void;
};

/**
 * Opens the folder. Creates the folder and any missing file, accessible to the owner only. Files:
 * `state.sqlite`, `keys.vault` (the service account keys), `secure-ldap.vault` (the certificates and keys for
 * Secure LDAP) and `local.key` (decrypts them; a backup needs all four). Throws a `DataFolderError` that says what to do if the folder is in use or unreadable, or if the
 * key has changed.
 */
export async function openDataFolder(
  folder: string,
  { flush, beforeCommit }: DataFolderOptions = {},
): Promise<DataFolder> {
  const path = resolve(folder);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch {
    throw new DataFolderError(
      `The folder ${path} cannot be created. Set LOCAL_DATA_DIR to another folder.`,
    );
  }
  const database = new SqliteDatabase(join(path, 'state.sqlite'), flush, beforeCommit); // locks the folder
  try {
    const key = await keyOf(database, join(path, 'local.key'));
    return {
      path,
      accounts: sqliteAccountStore(database),
      configurations: sqliteConfigurationStore(database),
      outbox: sqliteOutbox(database),
      runs: sqliteRunStore(database),
      lanes: sqliteLaneStore(database),
      pace: sqlitePaceStore(database),
      bindPace: (clock) => sqliteBindPaceStore(database, clock),
      dailyCounts: sqliteDailyCountsStore(database),
      settledActivities: sqliteSettledActivityStore(database),
      events: sqliteEventLog(database),
      taskTable: sqliteTasks(database),
      keys: fileKeyVault(join(path, 'keys.vault'), key.derive('key-vault')),
      ldapKeys: fileKeyVault(join(path, 'secure-ldap.vault'), key.derive('secure-ldap-vault')),
      cipher: aesCipher(key.derive('passwords')),
      close: () => {
        database.close();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Returns the key if it is the one that encrypted the passwords in this database. */
async function keyOf(database: SqliteDatabase, path: string): Promise<LocalKey> {
  const known = await database.read(
    (prepare) => prepare("SELECT value FROM facts WHERE name = 'key'").get()?.['value'],
  );
  if (known !== undefined && !existsSync(path)) {
    throw new DataFolderError(
      `${path} is missing. Without it, the stored passwords cannot be read. Restore it from a backup, or set LOCAL_DATA_DIR to another folder to start afresh.`,
    );
  }
  const key = openLocalKey(path);
  if (known === undefined) {
    await database.write((prepare) =>
      prepare("INSERT INTO facts VALUES ('key', ?)").run(key.fingerprint),
    );
  } else if (known !== key.fingerprint) {
    throw new DataFolderError(
      `${path} is not the key that encrypts the stored passwords. Restore the right key from a backup.`,
    );
  }
  return key;
}
