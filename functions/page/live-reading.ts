/** What a reading brought. */
export type Reading<Json, Problem> =
  | { readonly kind: 'ok'; readonly json: Json }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** What can be shown: the newest that was read, and since when it can't be read anew. */
export type LiveState<Json, Problem> = {
  readonly latest?: { readonly json: Json; readonly atMs: number };
  readonly trouble?: { readonly problem: Problem; readonly nextTryAtMs: number };
};

export type LivePorts<Json, Problem> = {
  readonly read: () => Promise<Reading<Json, Problem>>;
  /** Calls back once, later; what it returns calls that off. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly nowMs: () => number;
  /** Somebody can see the page. */
  readonly isVisible: () => boolean;
};

/** How long to wait after so many readings in a row that failed. */
const TROUBLE_MS = [5_000, 10_000, 20_000, 40_000] as const;
const LONGEST_TROUBLE_MS = 60_000;

/**
 * Reads again and again while the page is in view: as often as what was read asks for, and ever less
 * often while reading fails. What was read last stays.
 */
export class LiveReading<Json, Problem> {
  readonly #ports: LivePorts<Json, Problem>;
  readonly #pauseMs: (json: Json) => number;
  readonly #show: (state: LiveState<Json, Problem>) => void;
  #latest: LiveState<Json, Problem>['latest'];
  #failures = 0;
  #readings = 0;
  #callOff: () => void = () => undefined;

  /** `pauseMs`: how long what was read may stand before it is read anew. */
  constructor(
    ports: LivePorts<Json, Problem>,
    pauseMs: (json: Json) => number,
    show: (state: LiveState<Json, Problem>) => void,
  ) {
    this.#ports = ports;
    this.#pauseMs = pauseMs;
    this.#show = show;
  }

  /** Reads now. A reading under way that began before counts for nothing any more. */
  async refresh(): Promise<void> {
    this.#callOff();
    const number = (this.#readings += 1);
    const reading = await this.#ports.read();
    if (number === this.#readings) this.#take(reading);
  }

  /** To be called when the page came into view or went out of it. */
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
