/** The result of a reading. */
export type Reading<Json, Problem> =
  | { readonly kind: 'ok'; readonly json: Json }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** What can be shown: the newest value, and since when refreshing fails. */
export type LiveState<Json, Problem> = {
  readonly latest?: { readonly json: Json; readonly atMs: number };
  readonly trouble?: { readonly problem: Problem; readonly nextTryAtMs: number };
};

export type LivePorts<Json, Problem> = {
  readonly read: () => Promise<Reading<Json, Problem>>;
  /** Schedules one call. The returned function cancels it. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly nowMs: () => number;
  /** Whether the page is visible. */
  readonly isVisible: () => boolean;
};

/** The delay after each further failed reading in a row. */
const TROUBLE_MS = [5_000, 10_000, 20_000, 40_000] as const;
const LONGEST_TROUBLE_MS = 60_000;

/**
 * Reads repeatedly while the page is visible. The value determines the interval. While reading fails, the
 * delay grows. The last value is kept.
 */
export class LiveReading<Json, Problem> {
  readonly #ports: LivePorts<Json, Problem>;
  readonly #pauseMs: (json: Json) => number;
  readonly #show: (state: LiveState<Json, Problem>) => void;
  #latest: LiveState<Json, Problem>['latest'];
  #failures = 0;
  #readings = 0;
  #callOff: () => void = () => undefined;

  /** `pauseMs`: how long a value is valid before it is read again. */
  constructor(
    ports: LivePorts<Json, Problem>,
    pauseMs: (json: Json) => number,
    show: (state: LiveState<Json, Problem>) => void,
  ) {
    this.#ports = ports;
    this.#pauseMs = pauseMs;
    this.#show = show;
  }

  /** Reads now. The result of an earlier reading still in progress is ignored. */
  async refresh(): Promise<void> {
    this.#callOff();
    const number = (this.#readings += 1);
    const reading = await this.#ports.read();
    if (number === this.#readings) this.#take(reading);
  }

  /** Must be called when the visibility of the page changes. */
  visibilityChanged(): void {
    if (this.#ports.isVisible()) void this.refresh();
    else this.#callOff();
  }

  #take(reading: Reading<Json, Problem>): void {
    const nowMs = this.#ports.nowMs();
    if (reading.kind === 'ok') {
      this.#failures = 0;
      this.#latest = { json: reading.json, atMs: nowMs };
      this.#show({ latest: this.#latest });
      this.#schedule(this.#pauseMs(reading.json));
      return;
    }
    const delayMs = TROUBLE_MS[this.#failures] ?? LONGEST_TROUBLE_MS;
    this.#failures += 1;
    this.#show({
      ...(this.#latest ? { latest: this.#latest } : {}),
      trouble: { problem: reading.problem, nextTryAtMs: nowMs + delayMs },
    });
    this.#schedule(delayMs);
  }

  #schedule(delayMs: number): void {
    if (!this.#ports.isVisible()) return;
    this.#callOff = this.#ports.after(delayMs, () => void this.refresh());
  }
}
