/** Google may take from a minute to a day, so the delays start short and grow. */
const DELAYS_MS = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000] as const;
const LONGEST_MS = 600_000;

/** The delay before the next automatic check, after `done` checks without news. */
export const recheckDelayMs = (done: number): number => DELAYS_MS[done] ?? LONGEST_MS;
