import { realpathSync } from 'node:fs';
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { VendorError, vendorStatus } from '../../functions/adapters/vendor-error';
import { type WriteOptions } from '../../functions/ports/account-store';
import { DataFolderError } from './data-folder-error';
import { isSqliteError, openSqliteFile, sqliteFailure } from './sqlite-file';
import { type Flush, WriteAheadLog } from './write-ahead-log';

/** Gives the prepared statement of a text; each text is prepared once. */
export type Prepare = (sql: string) => StatementSync;

/** For a write that would be made again if it were lost with the machine's power. */
export const REDOABLE: WriteOptions = { redoable: true };

/**
 * Writes of a run wait so long for others that share their commit: a commit costs as much as several writes.
 * Both writes of a rotation together wait less than a call to Google takes.
 */
const TOGETHER_MS = 30;

type Waiting = {
  readonly redoable: boolean;
  readonly work: (prepare: Prepare) => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
};

type Done = readonly [Waiting, result: unknown];

/**
 * One SQLite file, used by this process alone. A `write` that has resolved outlives a kill, and, unless
 * it is `redoable`, a loss of power; writes that wait at the same time share one commit, and with it
 * the one wait for the disk, during which everything else goes on (docs/decisions/0003).
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
   * Opens or makes the file. Throws a `DataFolderError` when it can't be used, and says why. `beforeCommit`:
   * what has to be done before anything more is recorded.
   */
  constructor(path: string, flush?: Flush, beforeCommit: () => void = () => undefined) {
    this.#beforeCommit = beforeCommit;
    this.#database = openSqliteFile(path);
    try {
      this.#log = new WriteAheadLog(realpathSync(path), flush); // SQLite follows links, too
    } catch {
      this.#database.close();
      throw new DataFolderError(
        `${path}-wal cannot be opened for writing. Check the permissions of the file and the disk.`,
      );
    }
  }

  /**
   * Runs `work` in a transaction. What it throws comes out, and nothing of it is written; the works
   * beside it are not touched. A `VendorError` means that the disk or SQLite failed.
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

  /** Runs a query on what is committed. */
  read<Result>(query: (prepare: Prepare) => Result): Promise<Result> {
    return new Promise((resolve) => {
      try {
        resolve(query(this.#prepare));
      } catch (error) {
        throw isSqliteError(error) ? sqliteFailure('query', error) : error;
      }
    });
  }

  /** Commits what waits, then lets go of the file. Later calls fail. */
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
   * Works beside each other are one transaction. If one of them throws, all are taken back and each is
   * made by itself: a savepoint for each would copy every page that it writes.
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
      const isOurs = isSqliteError(error) || !this.#database.isOpen; // the disk may be full
      const failure = isOurs ? sqliteFailure('commit', error) : error;
      if (isOurs || this.#log.failed || group.length === 1)
        for (const { reject } of group) reject(failure);
      else for (const one of group) this.#commit([one]);
    }
  }

  /** After a flush that failed nothing more is written, until the next start has put the file right. */
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
      // the failure that led here is the one to tell
    }
  }
}

const tell = ([{ resolve }, result]: Done): void => {
  resolve(result as never);
};

const DISK_FAILED =
  'an earlier write to the disk failed; stop this process, check the disk, then start it again';
