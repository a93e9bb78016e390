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
  /** When the last binds begin, all together and in order; absent: nothing keeps them apart. */
  readonly recent?: readonly EpochMs[];
  /** Google took no more binds: no run binds before then. */
  readonly pausedUntil?: EpochMs;
};

/** How many binds that somebody waits for may run ahead of their pace after a silence. */
const BURST = 5;

/** Google's quota, of binds a second. */
const QUOTA_PER_SECOND = 4;

/** Not every bind takes equally long to arrive. */
const ARRIVAL_MS = 6;

/** No five of our binds begin within this time, so that none arrives as the fifth of a second. */
const FIVE_WITHIN_MS = durationMs(SECOND_MS + 100);

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
  const { runsAt = now, waitedAt = now, nextAt = now, recent = [], pausedUntil } = known ?? {};
  const pauseMs = until(now, pausedUntil ?? now);
  const near = recent.filter(
    (at) => until(at, now) < FIVE_WITHIN_MS && until(now, at) <= LONGEST_AHEAD_MS,
  );
  return {
    runsAt: until(now, runsAt) > LONGEST_AHEAD_MS ? now : runsAt,
    waitedAt: until(now, waitedAt) > LONGEST_AHEAD_MS ? now : waitedAt,
    nextAt: until(now, nextAt) > LONGEST_AHEAD_MS ? now : nextAt,
    ...(near.length > 0 ? { recent: near } : {}),
    ...(pausedUntil !== undefined && pauseMs > 0 && pauseMs <= PAUSE_MS ? { pausedUntil } : {}),
  };
}

/**
 * A bind of its own at `at`, or as soon after that as it is no fifth of ours within Google's second. Where runs and
 * whoever waits may use the whole quota together, nothing is left to keep them apart with.
 */
function placed(pace: BindPace, perSecond: number, at: EpochMs): Place {
  if (2 * perSecond >= QUOTA_PER_SECOND) return { pace, at };
  const { recent = [] } = pace;
  let found = at;
  for (let first = firstOfFive(recent, found); first !== undefined;) {
    found = epochMs(first + FIVE_WITHIN_MS);
    first = firstOfFive(recent, found);
  }
  return { pace: { ...pace, recent: [...recent, found].toSorted((a, b) => a - b) }, at: found };
}

/** The first other of five binds that come too close together if one of them is at `at`. */
function firstOfFive(recent: readonly EpochMs[], at: EpochMs): EpochMs | undefined {
  return recent.find((first, index) => {
    const last = recent[index + QUOTA_PER_SECOND - 1];
    if (last === undefined) return false;
    return Math.max(last, at) - Math.min(first, at) < FIVE_WITHIN_MS;
  });
}

/** The next place of a run: binds are evenly spaced, but for one that has to give way a little. */
export function placeOfRun(known: BindPace | undefined, perSecond: number, now: EpochMs): Place {
  const pace = believed(known, now);
  const even = epochMs(Math.max(now, pace.runsAt));
  const runsAt = later(even, durationMs(gapOf(perSecond)));
  return placed({ ...pace, runsAt }, perSecond, even);
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
  const waited = { ...pace, waitedAt: epochMs(even + gapMs) };
  const place = placed(waited, perSecond, epochMs(Math.max(paced, pace.nextAt)));
  const nextAt = epochMs(place.at + apartAt(perSecond));
  return { pace: { ...place.pace, nextAt }, at: place.at };
}
