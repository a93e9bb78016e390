import { type DurationMs, durationMs, type EpochMs, later, SECOND_MS, until } from '../time';

/**
 * What Google's answers have taught about the rate of calls, shared by all callers. `pausedUntil`: runs make
 * no call before then; interactive calls may.
 */
export type Pace = {
  /** The rate from `updatedAt`, or from the end of the pause. */
  readonly callsPerSecond: number;
  readonly pausedUntil?: EpochMs;
  /** Refusals in a row, without an accepted call between them; each doubles the pause. */
  readonly refusals: number;
  readonly updatedAt: EpochMs;
};

/** How fast rotation may call Google at one moment. */
export type PaceNow = { readonly perSecond: number; readonly pausedUntil?: EpochMs };

/**
 * Tuned against several kinds of quota of 600 calls a minute (test/properties/rotation-pace.test.ts): 1,000
 * calls take at most 1.1 times what the quota allows, with at most 1.05 calls for each.
 *
 * After a refusal all runs pause, briefly at first and then for doubling times, continue a little slower than
 * Google accepted before, and climb slowly: the same rate would exceed the same quota again. One bad
 * measurement does not make the rate collapse.
 */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4_000;
const OF_ACCEPTED_RATE = 0.95;
const AT_LEAST_OF_RATE = 0.7;
const CLIMB_A_SECOND = 1.007;
const SLOWEST_PER_SECOND = 0.5;
/** After a pause, until Google accepts again: single calls, as a test. */
const TRIES_PER_SECOND = 2;

/** Upper limit on Google's `Retry-After`; and the pause for a daily quota, which needs a longer pause. */
const LONGEST_ASKED_MS = 300_000;
const DAILY_PAUSE_MS = 60_000;

/** A person waits for the refused call and will try again, so rotation pauses this many times longer. */
const INTERACTIVE_FACTOR = 4;

export type QuotaRefusal = {
  readonly now: EpochMs;
  /** When the refused call began. */
  readonly begunAt: EpochMs;
  /** Calls per second that Google accepted recently; undefined: not measured. */
  readonly acceptedPerSecond?: number;
  readonly ceilingPerSecond: number;
  readonly retryAfterMs?: number;
  readonly daily: boolean;
  /** A person waits for the call: an issue, not a rotation. */
  readonly interactive: boolean;
};

/** The rate and the pause at `now`; `pace` undefined: Google has never refused a call. */
export function paceAt(pace: Pace | undefined, ceilingPerSecond: number, now: EpochMs): PaceNow {
  if (pace === undefined) return { perSecond: ceilingPerSecond };
  return credibleAt(believed(pace, now), ceilingPerSecond, now);
}

/** The learned rate and the pause before it, for estimates of longer times. */
export function paceAhead(
  known: Pace | undefined,
  ceilingPerSecond: number,
  now: EpochMs,
): { readonly perSecond: number; readonly pauseMs: DurationMs } {
  if (known === undefined) return { perSecond: ceilingPerSecond, pauseMs: durationMs(0) };
  const pace = believed(known, now);
  const pauseMs = until(now, pace.pausedUntil ?? now);
  return { perSecond: rateAt(pace, ceilingPerSecond, now), pauseMs };
}

function credibleAt(pace: Pace, ceilingPerSecond: number, now: EpochMs): PaceNow {
  const perSecond = rateAt(pace, ceilingPerSecond, now);
  if (isPaused(pace, now)) return { perSecond, pausedUntil: pace.pausedUntil };
  return { perSecond: pace.refusals > 0 ? Math.min(perSecond, TRIES_PER_SECOND) : perSecond };
}

/** Later than this clock can have written: another clock ran ahead. */
const isAhead = (at: EpochMs, now: EpochMs): boolean => at > now + LONGEST_ASKED_MS;

/** The pace without what a clock that ran ahead wrote: the pause is over, and the rate starts now. */
function believed(pace: Pace, now: EpochMs): Pace {
  const { pausedUntil, ...rest } = pace;
  const updatedAt = isAhead(pace.updatedAt, now) ? now : pace.updatedAt;
  const pause = pausedUntil === undefined || isAhead(pausedUntil, now) ? {} : { pausedUntil };
  return { ...rest, ...pause, updatedAt };
}

const isPaused = (pace: Pace, now: EpochMs): pace is Pace & Required<Pick<Pace, 'pausedUntil'>> =>
  pace.pausedUntil !== undefined && pace.pausedUntil > now;

function rateAt(pace: Pace, ceilingPerSecond: number, now: EpochMs): number {
  const from = Math.max(pace.updatedAt, pace.pausedUntil ?? 0);
  const seconds = Math.max(0, now - from) / SECOND_MS;
  return Math.min(ceilingPerSecond, pace.callsPerSecond * CLIMB_A_SECOND ** seconds);
}

/**
 * Google refused a call because of the call rate (403 with a quota's reason, 429, 503). Undefined: nothing
 * changes, since the call began before another refusal's pause was over.
 */
export function afterRefusal(known: Pace | undefined, refusal: QuotaRefusal): Pace | undefined {
  const { now, begunAt, ceilingPerSecond } = refusal;
  const pace = known && believed(known, now);
  if (pace?.pausedUntil !== undefined && pace.refusals > 0) {
    if (isPaused(pace, now) || begunAt < pace.pausedUntil) return undefined;
  }
  const refusals = (pace?.refusals ?? 0) + 1;
  const rate = pace ? rateAt(pace, ceilingPerSecond, now) : ceilingPerSecond;
  return {
    callsPerSecond: refusals > 1 ? rate : slower(rate, refusal.acceptedPerSecond),
    pausedUntil: later(now, pauseMs(refusals, refusal)),
    refusals,
    updatedAt: now,
  };
}

function slower(rate: number, acceptedPerSecond: number | undefined): number {
  const accepted = (acceptedPerSecond ?? 0) * OF_ACCEPTED_RATE;
  const wanted = Math.max(accepted, rate * AT_LEAST_OF_RATE);
  return Math.max(SLOWEST_PER_SECOND, Math.min(wanted, rate * OF_ACCEPTED_RATE));
}

function pauseMs(refusals: number, { retryAfterMs, daily, interactive }: QuotaRefusal): DurationMs {
  const doubled = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (refusals - 1));
  const own = daily ? DAILY_PAUSE_MS : doubled * (interactive ? INTERACTIVE_FACTOR : 1);
  return durationMs(Math.max(own, Math.min(retryAfterMs ?? 0, LONGEST_ASKED_MS)));
}

/**
 * Google accepted a call after refusals: their series ends. A pace written by a clock that ran ahead starts
 * to climb now. Undefined: nothing changes.
 */
export function afterAcceptance(
  known: Pace | undefined,
  { now, begunAt }: { readonly now: EpochMs; readonly begunAt: EpochMs },
): Pace | undefined {
  if (known === undefined || (known.refusals === 0 && !isAhead(known.updatedAt, now))) {
    return undefined;
  }
  const pace = believed(known, now);
  if (isPaused(pace, now) || begunAt < (pace.pausedUntil ?? 0)) return undefined;
  return { callsPerSecond: pace.callsPerSecond, refusals: 0, updatedAt: now };
}
