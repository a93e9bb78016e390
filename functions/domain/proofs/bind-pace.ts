import {
  durationMs,
  type DurationMs,
  type EpochMs,
  epochMs,
  later,
  SECOND_MS,
  until,
} from '../time';

/**
 * When the next binds may begin, shared by all functions. Google allows 4 binds a second for a customer and
 * all its LDAP clients together (its page on error codes of Secure LDAP), so most of them are left to others.
 */
export type BindPace = {
  /** When the next bind of a run may begin. */
  readonly runsAt: EpochMs;
  /**
   * When the binds that somebody waits for would be spaced evenly again. Each takes one place; a burst may
   * run ahead of it.
   */
  readonly waitedAt: EpochMs;
  /** When the next bind that somebody waits for may begin: those of a burst are kept apart. */
  readonly nextAt: EpochMs;
  /** Google took no more binds: no run binds before then. */
  readonly pausedUntil?: EpochMs;
};

/** How many binds that somebody waits for may run ahead of their pace after a silence. */
const BURST = 5;

/** Google's quota, of binds a second. */
const QUOTA_PER_SECOND = 4;

/** Not every bind takes equally long to arrive. */
const ARRIVAL_MS = 6;

/** How long runs stop after Google has refused a bind because of its quota. */
export const PAUSE_MS = durationMs(60_000);

/** How far ahead places are taken at most, by batches of a run. Later ones are of a clock that ran ahead. */
const LONGEST_AHEAD_MS = durationMs(10_000);

/** A place that was taken: the pace after it, and when the bind may begin. */
type Place = { readonly pace: BindPace; readonly at: EpochMs };

const gapOf = (perSecond: number): number => Math.ceil(SECOND_MS / perSecond);

/**
 * How far apart the binds of a burst are: five at once would exceed Google's quota by themselves, so together with
 * those of runs they stay within it.
 */
const apartAt = (perSecond: number): number =>
  Math.min(gapOf(perSecond), gapOf(Math.max(1, QUOTA_PER_SECOND - perSecond)) + ARRIVAL_MS);

/** The pace as this clock can believe it. */
export function believed(known: BindPace | undefined, now: EpochMs): BindPace {
  const { runsAt = now, waitedAt = now, nextAt = now, pausedUntil } = known ?? {};
  const pauseMs = until(now, pausedUntil ?? now);
  return {
    runsAt: until(now, runsAt) > LONGEST_AHEAD_MS ? now : runsAt,
    waitedAt: until(now, waitedAt) > LONGEST_AHEAD_MS ? now : waitedAt,
    nextAt: until(now, nextAt) > LONGEST_AHEAD_MS ? now : nextAt,
    ...(pausedUntil !== undefined && pauseMs > 0 && pauseMs <= PAUSE_MS ? { pausedUntil } : {}),
  };
}

/** The next place of a run: binds are evenly spaced. */
export function placeOfRun(known: BindPace | undefined, perSecond: number, now: EpochMs): Place {
  const pace = believed(known, now);
  const at = epochMs(Math.max(now, pace.runsAt));
  return { pace: { ...pace, runsAt: later(at, durationMs(gapOf(perSecond))) }, at };
}

/**
 * The next place of a bind that somebody waits for; undefined: their pace has none within `withinMs`. To be apart
 * from the one before, it may come a little later.
 */
export function placeOfWaited(
  known: BindPace | undefined,
  perSecond: number,
  { now, withinMs }: { readonly now: EpochMs; readonly withinMs: DurationMs },
): Place | undefined {
  const pace = believed(known, now);
  const gapMs = gapOf(perSecond);
  const even = Math.max(now, pace.waitedAt);
  const paced = epochMs(Math.max(now, even - (BURST - 1) * gapMs));
  if (until(now, paced) > withinMs) return undefined;
  const at = epochMs(Math.max(paced, pace.nextAt));
  const nextAt = epochMs(at + apartAt(perSecond));
  return { pace: { ...pace, waitedAt: epochMs(even + gapMs), nextAt }, at };
}
