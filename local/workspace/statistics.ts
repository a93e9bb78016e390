import { type Operation, OPERATIONS, type Reply } from './reply';

/** Counts calls and answers since the start or the last reset. */
export class Statistics {
  #calls = zeroes();
  #statuses = new Map<number, number>();
  #faults = 0;
  #firstCallAtMs: number | undefined;
  #lastCallAtMs: number | undefined;

  countCall(operation: Operation, nowMs: number): void {
    this.#calls[operation] += 1;
    this.#firstCallAtMs ??= nowMs;
    this.#lastCallAtMs = nowMs;
  }

  countReply(reply: Reply): void {
    this.#statuses.set(reply.status, (this.#statuses.get(reply.status) ?? 0) + 1);
  }

  countFault(): void {
    this.#faults += 1;
  }

  reset(): void {
    this.#calls = zeroes();
    this.#statuses.clear();
    this.#faults = 0;
    this.#firstCallAtMs = undefined;
    this.#lastCallAtMs = undefined;
  }

  /** Times in milliseconds of Google's clock. */
  report(): {
    calls: Readonly<Record<Operation, number>>;
    totalCalls: number;
    replies: Readonly<Record<string, number>>;
    faults: number;
    firstCallAtMs?: number;
    lastCallAtMs?: number;
  } {
    const calls = { ...this.#calls };
    return {
      calls,
      totalCalls: Object.values(calls).reduce((sum, count) => sum + count, 0),
      replies: Object.fromEntries(this.#statuses),
      faults: this.#faults,
      ...(this.#firstCallAtMs === undefined ? {} : { firstCallAtMs: this.#firstCallAtMs }),
      ...(this.#lastCallAtMs === undefined ? {} : { lastCallAtMs: this.#lastCallAtMs }),
    };
  }
}

const zeroes = (): Record<Operation, number> =>
  Object.fromEntries(OPERATIONS.map((operation) => [operation, 0])) as Record<Operation, number>;
