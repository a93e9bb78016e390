import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** Waits until what was written to a file is on its disk. */
export type Flush = (file: number) => Promise<void>;

export const flushData: Flush = promisify(fdatasync);

/**
 * The file beside a SQLite database in which its commits are. SQLite would wait for the disk itself,
 * with the whole process standing still, and with `fsync`, which now and then waits for other files,
 * too (docs/decisions/0003).
 */
export class WriteAheadLog {
  readonly #file: number;
  readonly #flush: Flush;
  #flushing: Promise<void> = Promise.resolve();
  /** The flush that comes after the one under way, for all who came meanwhile. */
  #next: Promise<void> | undefined;
  #underWay = 0;
  #failed = false;
  #closed = false;

  /** Of a database that is open already. Throws Node's error when the file can't be opened. */
  constructor(database: string, flush: Flush = flushData) {
    this.#file = openSync(`${database}-wal`, 'r+');
    this.#flush = flush;
  }

  /** Whether a flush has failed: nobody knows what of the file is on the disk. */
  get failed(): boolean {
    return this.#failed;
  }

  /**
   * Resolves when all that was committed before the call outlives a loss of power. One flush at a
   * time: the kernel tells of a failure once, and one beside it would be told that all is well. After a
   * failure this one and every later one rejects.
   */
  onDisk(): Promise<void> {
    this.#next ??= this.#flushAfter(this.#flushing);
    return this.#next;
  }

  async #flushAfter(before: Promise<void>): Promise<void> {
    this.#underWay += 1;
    try {
      await before; // what failed stays the `#next` of everybody
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

  /** Lets go of the file once no flush is under way. */
  close(): void {
    this.#closed = true;
    this.#closeIfIdle();
  }

  #closeIfIdle(): void {
    if (this.#closed && this.#underWay === 0) closeSync(this.#file);
  }
}
