import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** Waits until everything written to a file is on disk. */
export type Flush = (file: number) => Promise<void>;

export const flushData: Flush = promisify(fdatasync);

/**
 * The file beside a SQLite database that holds its commits. SQLite itself would block the whole process while
 * it waits for the disk. It would also use `fsync`, which sometimes waits for other files too
 * (docs/decisions/0003).
 */
export class WriteAheadLog {
  readonly #file: number;
  readonly #flush: Flush;
  #flushing: Promise<void> = Promise.resolve();
  /** The flush after the current one, shared by all callers that arrive in the meantime. */
  #next: Promise<void> | undefined;
  #underWay = 0;
  #failed = false;
  #closed = false;

  /** Takes the path of a database that is already open. Throws Node's error if the file can't be opened. */
  constructor(database: string, flush: Flush = flushData) {
    this.#file = openSync(`${database}-wal`, 'r+');
    this.#flush = flush;
  }

  /** True once a flush has failed. What is on disk is then unknown. */
  get failed(): boolean {
    return this.#failed;
  }

  /**
   * Resolves when everything committed before the call survives a power loss. Only one flush runs at a time:
   * the kernel reports a failure once, so a second flush in parallel would seem to succeed. After a failure,
   * this call and every later one reject.
   */
  onDisk(): Promise<void> {
    this.#next ??= this.#flushAfter(this.#flushing);
    return this.#next;
  }

  async #flushAfter(before: Promise<void>): Promise<void> {
    this.#underWay += 1;
    try {
      await before; // a failed flush stays in `#next` for every later caller
      this.#next = undefined;
      this.#flushing = this.#flush(this.#file);
      await this.#flushing;
    } catch (error) {
      this.#failed = true;
      throw error;
    } finally {
      this.#underWay -= 1;
      this.#closeIfIdle();
    }
  }

  /** Closes the file after the current flush. */
  close(): void {
    this.#closed = true;
    this.#closeIfIdle();
  }

  #closeIfIdle(): void {
    if (this.#closed && this.#underWay === 0) closeSync(this.#file);
  }
}
