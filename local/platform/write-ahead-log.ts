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
  #underWay = 0;
  #closed = false;

  /** Of a database that is open already. Throws Node's error when the file can't be opened. */
  constructor(database: string, flush: Flush = flushData) {
    this.#file = openSync(`${database}-wal`, 'r+');
    this.#flush = flush;
  }

  /** Resolves when all that was committed before the call outlives a loss of power. */
  async onDisk(): Promise<void> {
    this.#underWay += 1;
    try {
      await this.#flush(this.#file);
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
