import { durationMs } from '../functions/domain/time';
import { type WriteLine } from '../functions/log';
import { type Timer } from './platform/timer';

/** What is gathered waits so long at most. */
const LATEST_MS = durationMs(20);

/**
 * Log lines that need not be written one by one: a run that goes on without a quota has some five hundred a
 * second, and each write is a call to the kernel. They are written, in order, before the next commit, before
 * the next line that is not gathered, or 20 ms later. Whoever ends the process flushes.
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
