import { realpathSync } from 'node:fs';
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { VendorError, vendorStatus } from '../../functions/adapters/vendor-error';
import { type WriteOptions } from '../../functions/ports/account-store';
import { DataFolderError } from './data-folder-error';
import { isSqliteError, openSqliteFile, sqliteFailure } from './sqlite-file';
import { type Flush, WriteAheadLog } from './write-ahead-log';

/** Returns the prepared statement for an SQL text. Each text is prepared once. */
export type Prepare = (sql: string) => StatementSync;

/** For a write that can be repeated if a power loss undoes it. */
export const REDOABLE: WriteOptions = { redoable: true };

/**
 * How long a run's writes wait for others to share their commit. One commit costs as much as several writes.
 * The two writes of a rotation together wait less than one call to Google takes.
 */
const TOGETHER_MS = 32;

type Waiting = {
  readonly redoable: boolean;
  readonly work: (prepare: Prepare) => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
};

type Done = readonly [Waiting, result: unknown];

/**
 * One SQLite file that only this process uses. A resolved `write` survives a kill and, unless it is
 * `redoable`, a power loss. Writes that wait at the same time share one commit and one wait for the disk.
 * Everything else continues during that wait (docs/decisions/0003).
 */
export class SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #log: WriteAheadLog;
  readonly #beforeCommit: () => void;
  readonly #statements = new Map<string, StatementSync>();
  #waiting: Waiting[] = [];
  #next: NodeJS.Immediate | undefined;
  #later: NodeJS.Timeout | undefined;

  /**
   * Opens or creates the file. Throws a `DataFolderError` with the reason if it can't be used. `beforeCommit`
   * runs before each commit.
   */
  constructor(path: string, flush?: Flush, beforeCommit: () => void = () => undefined) {
    this.#beforeCommit = beforeCommit;
    this.#database = openSqliteFile(path);
    try {
      this.#log = new WriteAheadLog(realpathSync(path), flush); // SQLite follows links too
    } catch {
      this.#database.close();
      throw new DataFolderError(
        `${path}-wal cannot be opened for writing. Check the permissions of the file and the disk.`,
      );
    }
  }

  /**
   * Runs `work` in a transaction. If `work` throws, the error is passed on and none of its writes are kept;
   * other work in the same commit is unaffected. A `VendorError` means that the disk or SQLite failed.
   */
  write<Result>(
    work: (prepare: Prepare) => Result,
    { redoable = false, unhurried = false }: WriteOptions = {},
  ): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ redoable, work, resolve, reject });
      if (unhurried) this.#later ??= setTimeout(this.#commitWaiting, TOGETHER_MS);
      else this.#next ??= setImmediate(this.#commitWaiting);
    });
  }

  /** Runs a query on the committed data. */
  read<Result>(query: (prepare: Prepare) => Result): Promise<Result> {
    return new Promise((resolve) => {
      try {
        resolve(query(this.#prepare));
      } catch (error) {
        throw isSqliteError(error) ? sqliteFailure('query', error) : error;
      }
    });
  }

  /**
   * Writes the file anew and empties the log, so that no earlier version of a row is left in either. Although
   * SQLite overwrites what is deleted (`secure_delete`), it leaves copies of rows behind that it moves to
   * another page. Blocks the process: 0.1 s for 15 MB.
   */
  async eraseTraces(): Promise<void> {
    await this.write(() => undefined); // after every write that waits now
    try {
      this.#database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      throw isSqliteError(error) ? sqliteFailure('vacuum', error) : error;
    }
  }

  /** Commits pending writes, then closes the file. Later calls fail. */
  close(): void {
    this.#commitWaiting();
    this.#statements.clear();
    if (!this.#database.isOpen) return;
    this.#database.close();
    this.#log.close();
  }

  readonly #prepare: Prepare = (sql) => {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  };

  readonly #commitWaiting = (): void => {
    clearImmediate(this.#next);
    clearTimeout(this.#later);
    this.#next = undefined;
    this.#later = undefined;
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length > 0) this.#commit(group);
  };

  /**
   * Work that waits together shares one transaction. If one piece throws, or SQLite refuses it, all are rolled back
   * and each runs again in its own transaction: a savepoint for each would copy every page that it writes.
   */
  #commit(group: readonly Waiting[]): void {
    try {
      if (this.#log.failed) throw new VendorError('SQLite commit', DISK_FAILED);
      this.#prepare('BEGIN IMMEDIATE').run();
      const done = group.map((waiting): Done => [waiting, waiting.work(this.#prepare)]);
      this.#beforeCommit();
      this.#prepare('COMMIT').run();
      done.filter(([{ redoable }]) => redoable).forEach(tell);
      void this.#tellOnDisk(done.filter(([{ redoable }]) => !redoable));
    } catch (error) {
      this.#rollBack();
      const { isOpen } = this.#database;
      const failure = isSqliteError(error) || !isOpen ? sqliteFailure('commit', error) : error;
      if (!isOpen || this.#log.failed || group.length === 1)
        for (const { reject } of group) reject(failure);
      else for (const one of group) this.#commit([one]);
    }
  }

  /** After a failed flush nothing more is written until the next start has repaired the file. */
  async #tellOnDisk(done: readonly Done[]): Promise<void> {
    if (done.length === 0) return;
    try {
      await this.#log.onDisk();
    } catch (error) {
      const failure = new VendorError('SQLite flush', vendorStatus(error));
      for (const [{ reject }] of done) reject(failure);
      return;
    }
    done.forEach(tell);
  }

  #rollBack(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      // report the failure that led here
    }
  }
}

const tell = ([{ resolve }, result]: Done): void => {
  resolve(result as never);
};

const DISK_FAILED =
  'an earlier write to the disk failed; stop this process, check the disk, then start it again';
