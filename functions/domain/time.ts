declare const unit: unique symbol;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number & { readonly [unit]: 'EpochMs' };

/** A length of time in milliseconds. */
export type DurationMs = number & { readonly [unit]: 'DurationMs' };

export const epochMs = (value: number): EpochMs => value as EpochMs;
export const durationMs = (value: number): DurationMs => value as DurationMs;

export const SECOND_MS = durationMs(1_000);
export const HOUR_MS = durationMs(3_600_000);
export const DAY_MS = durationMs(86_400_000);

/** The moment `by` after `at`. */
export const later = (at: EpochMs, by: DurationMs): EpochMs => epochMs(at + by);

/** The moment `by` before `at`. */
export const earlier = (at: EpochMs, by: DurationMs): EpochMs => epochMs(at - by);

/** The time from `from` until `to`, never negative. */
export const until = (from: EpochMs, to: EpochMs): DurationMs => durationMs(Math.max(0, to - from));

/** The later of two moments; a missing one counts as the earliest. */
export const latest = (a: EpochMs | undefined, b: EpochMs): EpochMs =>
  a === undefined || b > a ? b : a;

/** RFC 3339 in UTC with milliseconds, the format of every time in the API. */
export const rfc3339 = (at: EpochMs): string => new Date(at).toISOString();

/** The same of a moment that may be missing. */
export const rfc3339OrNone = (at: EpochMs | undefined): string | undefined =>
  at === undefined ? undefined : rfc3339(at);
