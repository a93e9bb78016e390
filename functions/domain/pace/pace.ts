import { type DurationMs, durationMs, type EpochMs, later, SECOND_MS, until } from '../time';

/**
 * What Google's answers have taught about how fast calls may be made, shared by everybody who makes
 * them. `pausedUntil`: scheduled rotation makes no call before; issues may.
 */
export type Pace = {
  /** The rate from `updatedAt` on, or from the end of the pause. */
  readonly callsPerSecond: number;
  readonly pausedUntil?: EpochMs;
  /** Refusals in a row, without an accepted call between; each doubles the pause. */
  readonly refusals: number;
  readonly updatedAt: EpochMs;
};

/** How fast rotation may call Google at one moment. */
export type PaceNow = { readonly perSecond: number; readonly pausedUntil?: EpochMs };

/**
 * Tuned against quotas of 600 calls a minute of several kinds (test/properties/rotation-pace.test.ts): 1,000 calls
 * take at most 1.1 times what the quota allows, with at most 1.05 calls for each.
 *
 * After a refusal everybody pauses, for a moment first and then doubling, goes on a little slower
 * than Google accepted before, and climbs slowly: a quota that was met once will be met again at the
 * same rate. One bad measurement does not make the rate collapse.
 */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4_000;
const OF_ACCEPTED_RATE = 0.95;
const AT_LEAST_OF_RATE = 0.7;
const CLIMB_A_SECOND = 1.007;
const SLOWEST_PER_SECOND = 0.5;
/** After a pause, until Google accepts again: single calls, to try. */
const TRIES_PER_SECOND = 2;

/** Google's own `Retry-After` is followed up to here; so is a daily quota, which no short pause mends. */
const LONGEST_ASKED_MS = 300_000;
const DAILY_PAUSE_MS = 60_000;

/** Somebody waits for the refused call and will try again: rotation pauses so much longer. */
const INTERACTIVE_FACTOR = 4;

export type QuotaRefusal = {
  readonly now: EpochMs;
  /** When the refused call was begun. */
  readonly begunAt: EpochMs;
  /** Calls a second that Google accepted lately; undefined: not measured. */
  readonly acceptedPerSecond?: number;
  readonly ceilingPerSecond: number;
  readonly retryAfterMs?: number;
  readonly daily: boolean;
  /** Somebody waits for that call: an issue, not a rotation. */
  readonly interactive: boolean;
};

/** The rate and the pause at `now`; `pace` undefined: Google has never refused. */
export function paceAt(pace: Pace | undefined, ceilingPerSecond: number, now: EpochMs): PaceNow {
  if (pace === undefined) return { perSecond: ceilingPerSecond };
  return credibleAt(believed(pace, now), ceilingPerSecond, now);
}

/** The rate that Google's answers have taught, and the pause before it: what a longer time goes by. */
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

/** Later than any moment that this clock could have written: another, that ran ahead, has. */
const isAhead = (at: EpochMs, now: EpochMs): boolean => at > now + LONGEST_ASKED_MS;

/** The pace without what a clock that ran ahead has set: its pause is over, and its rate is of now. */
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
 * Google refused a call for its number (403 with a quota's reason, 429, 503). Undefined: nothing
 * changes, since the call was begun before the pause that another refusal set.
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
 * Google accepted a call after refusals: the pace is as before them. One that a clock running ahead has
 * written begins to climb now. Undefined: nothing changes.
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
