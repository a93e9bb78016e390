const SECOND_MS = 1000;

/** Counts the binds of the last second, for the whole customer. Refused ones do not count. */
export class BindQuota {
  #takenAtMs: number[] = [];

  /** Whether one more is allowed now; then it counts. */
  take(limit: number | null, nowMs: number): boolean {
    if (limit === null) return true;
    this.#takenAtMs = this.#takenAtMs.filter(
      (atMs) => atMs <= nowMs && nowMs - atMs < SECOND_MS, // a clock set back forgets them
    );
    if (this.#takenAtMs.length >= limit) return false;
    this.#takenAtMs.push(nowMs);
    return true;
  }
}
