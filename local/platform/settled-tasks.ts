import { durationMs, epochMs, type EpochMs } from '../../functions/domain/time';
import { type Settled, type SqliteTasks } from './sqlite-tasks';
import { type Timer } from './timer';

/** What was settled meanwhile is written together: a kill in between delivers it once more. */
const WRITE_EVERY_MS = durationMs(100);

const AFTER_TROUBLE_MS = durationMs(1_000);

/** A name is free again this long after its task ended (v2 proto of Cloud Tasks). */
const NAME_MEMORY_MS = durationMs(3_600_000);
const FORGET_EVERY_MS = durationMs(60_000);

/** Writes what became of tasks, and knows which of those that SQLite has as due are taken already. */
export class SettledTasks {
  /** Read from SQLite, and not yet written as settled. */
  readonly names = new Set<string>();
  readonly #tasks: SqliteTasks;
  readonly #timer: Timer;
  readonly #written: () => void;
  #waiting: Settled[] = [];
  #cancelWrite: (() => void) | undefined;
  #forgotAt: EpochMs | undefined;
  #closed = false;

  /** `written` is told after each write, when tasks may be due that were not before. */
  constructor(tasks: SqliteTasks, timer: Timer, written: () => void) {
    this.#tasks = tasks;
    this.#timer = timer;
    this.#written = written;
  }

  add(settled: Settled): void {
    this.#waiting.push(settled);
    this.#writeIn(WRITE_EVERY_MS);
  }

  /** Writes what waits, and nothing any more after that. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelWrite?.();
    await this.#write();
  }

  #writeIn(delay: typeof WRITE_EVERY_MS): void {
    if (this.#closed) return;
    this.#cancelWrite ??= this.#timer.after(delay, () => {
      this.#cancelWrite = undefined;
      void this.#write();
    });
  }

  async #write(): Promise<void> {
    const group = this.#waiting;
    this.#waiting = [];
    try {
      await this.#tasks.settle(group);
      for (const { name } of group) this.names.delete(name);
      await this.#forgetOldNames();
      this.#written();
    } catch {
      this.#waiting.unshift(...group); // the disk may be full: it is tried until it works
      this.#writeIn(AFTER_TROUBLE_MS);
    }
  }

  async #forgetOldNames(): Promise<void> {
    const now = this.#timer.now();
    if (this.#forgotAt !== undefined && now < this.#forgotAt + FORGET_EVERY_MS) return;
    this.#forgotAt = now;
    await this.#tasks.forget(epochMs(now - NAME_MEMORY_MS));
  }
}
