/** Google may take from a minute to a day: ask soon at first, then ever less often. */
const DELAYS_MS = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000] as const;
const LONGEST_MS = 600_000;

/** How long to wait before the next automatic check, after `done` of them found nothing new. */
export const recheckDelayMs = (done: number): number => DELAYS_MS[done] ?? LONGEST_MS;
