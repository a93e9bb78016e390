import { durationMs } from '../functions/domain/time';
import { type WriteLine } from '../functions/log';
import { type Timer } from './platform/timer';

/** The longest time that a gathered line waits. */
const LATEST_MS = durationMs(20);

/**
 * Log lines that share one write. A rotation without a quota logs some 500 lines a second, and each write is
 * a system call. Gathered lines are written in order: before the next commit, before the next line that is
 * not gathered, or after 20 ms. The code that ends the process must call `flush`.
 */
export class GatheredLines {
  readonly #write: WriteLine;
  #lines: string[] = [];
  readonly #timer: Timer;
  #cancel: (() => void) | undefined;

  constructor(write: WriteLine, timer: Timer) {
    this.#write = write;
    this.#timer = timer;
  }

  readonly atOnce: WriteLine = (line) => {
    this.flush();
    this.#write(line);
  };

  readonly gather: WriteLine = (line) => {
    this.#lines.push(line);
    this.#cancel ??= this.#timer.after(LATEST_MS, this.flush);
  };

  readonly flush = (): void => {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#lines.length === 0) return;
    const text = this.#lines.join('\n');
    this.#lines = [];
    this.#write(text);
  };
}
