import { type MetResult, type SkipReason } from '../run-met';
import { TIMING } from '../passwords/timing';
import { type DurationMs, type EpochMs, later } from '../time';

/**
 * `rotate`: a new password for users who have one. `issue`: a first one for users without one. `prove`: binds
 * at Secure LDAP with the passwords that there are, and sets none.
 */
export const RUN_KINDS = ['rotate', 'issue', 'prove'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** The users of a run: those due, all, one organisational unit, or a list. */
export type RunScope =
  'due' | 'all' | { readonly orgUnitPath: string } | { readonly userKeys: readonly string[] };

export const userKeysOf = (scope: RunScope): readonly string[] | undefined =>
  typeof scope === 'object' && 'userKeys' in scope ? scope.userKeys : undefined;

export const unitOf = (scope: RunScope): string | undefined =>
  typeof scope === 'object' && 'orgUnitPath' in scope ? scope.orgUnitPath : undefined;

export type SkippedBy = Readonly<Partial<Record<SkipReason, number>>>;

/** `waiting`: see `waitingFor`; the run continues on its own. `stopped`: see `stopReason`. */
export const RUN_STATES = ['running', 'waiting', 'stopped', 'finished'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** `first-wave-unanswered` comes only from the first release: its queue did not answer. */
export const STOP_REASONS = [
  'first-wave-failed',
  'by-administrator',
  'disconnected',
  'first-wave-unanswered',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

export const RUN_WAITS = [
  'configuration',
  'google',
  'queue',
  'paused',
  'window',
  'secure-ldap',
] as const;
export type RunWait = (typeof RUN_WAITS)[number];

/** `startedBy` of a scheduled run; otherwise it is an administrator's address. */
export const SCHEDULE = 'schedule';

export type Counts = Readonly<Record<MetResult, number>>;

/**
 * Where a run continues to look for users: its scope's own source, then a sweep of accounts not yet processed.
 * Users put off come last. `place` is opaque and belongs to the source; absent: its beginning.
 */
export const CURSOR_SOURCES = ['listing', 'due', 'list', 'sweep', 'end'] as const;
export type CursorSource = (typeof CURSOR_SOURCES)[number];
export type Cursor = { readonly source: CursorSource; readonly place?: string };

/** One run: its users, progress and results. */
export type Run = {
  /** Sorts by start time: `20260101T000000000Z-` and 8 hexadecimal digits. */
  readonly runId: string;
  readonly kind: RunKind;
  readonly scope: RunScope;
  readonly state: RunState;
  /** A user whose password was made after this moment, by any call, is done. */
  readonly startedAt: EpochMs;
  /** `schedule`, or the address of the administrator who asked for the run. */
  readonly startedBy: string;
  /** The customer that was connected when the run began; absent: unknown then. */
  readonly customerId?: string;
  /** The number of the task that continues the run; tasks with lower numbers do nothing. */
  readonly slice: number;
  /** Absent: the run has not begun. */
  readonly cursor?: Cursor;
  /**
   * Users taken from the source and not yet counted, by id or, in a run over a list, by key. Written before
   * the first effect, so that after a kill each user is counted exactly once.
   */
  readonly hand: readonly string[];
  /** Users to process after the source: busy with another call, failed before, or left by a cut batch. */
  readonly putOff: readonly string[];
  readonly counts: Counts;
  readonly skippedBy: SkippedBy;
  /** Results of the first wave, until it is judged. */
  readonly wave?: { readonly tried: number; readonly failed: number };
  /** Time at work so far; the rate is computed from it. */
  readonly workedMs: DurationMs;
  /** When its last batch was written, or when it last stopped waiting. */
  readonly lastBatchAt: EpochMs;
  /** Since when its last users get only answers that may concern all users; absent: one was counted since. */
  readonly stuckSince?: EpochMs;
  /** A run that proves: how many passwords that had worked were refused for the first time. */
  readonly newlyRefused?: number;
  /** It once waited an hour for other runs, and has taken turns with them since. */
  readonly sharesLane?: true;
  /** Counts and fences the workers' writes: a worker that read an earlier step writes nothing. */
  readonly step: number;
  readonly waitingFor?: RunWait;
  readonly stopReason?: StopReason;
  readonly finishedAt?: EpochMs;
};

/** The body of a task for `rotation-worker`. */
export type RunTask = { readonly runId: string; readonly slice: number };

export const NO_COUNTS: Counts = { done: 0, failed: 0, parked: 0, skipped: 0 };

export const metBy = ({ counts }: Pick<Run, 'counts'>): number =>
  counts.done + counts.failed + counts.parked + counts.skipped;

export const isActive = ({ state }: Pick<Run, 'state'>): boolean =>
  state !== 'stopped' && state !== 'finished';

export const isScheduled = ({ startedBy }: Pick<Run, 'startedBy'>): boolean =>
  startedBy === SCHEDULE;

/** A run by which the schedule proves passwords; there may be one a tick. */
export const isScheduledProof = (run: Pick<Run, 'kind' | 'startedBy'>): boolean =>
  run.kind === 'prove' && isScheduled(run);

export const newRun = (
  begin: Pick<Run, 'runId' | 'kind' | 'scope' | 'startedBy' | 'startedAt'>,
  customerId?: string,
): Run => ({
  ...begin,
  ...(customerId === undefined ? {} : { customerId }),
  state: 'running',
  slice: 1,
  step: 0,
  hand: [],
  putOff: [],
  counts: NO_COUNTS,
  skippedBy: {},
  ...(begin.kind === 'prove' ? {} : { wave: { tried: 0, failed: 0 } }),
  workedMs: 0 as DurationMs,
  lastBatchAt: begin.startedAt,
});

export const isPossibleRunId = (text: string): boolean => /^[A-Za-z0-9-]{1,64}$/.test(text);

/** A start in the future was written by a clock that ran ahead: it counts as now. */
export const withCredibleStart = (run: Run, now: EpochMs): Run =>
  run.startedAt > later(now, TIMING.clockSkewMs) ? { ...run, startedAt: now } : run;

/** A run that has ended. Its worker may still count a batch that is under way. */
export function ended(
  { waitingFor: _, cursor: __, wave: ___, ...run }: Run,
  how: Pick<Run, 'state' | 'stopReason'>,
  finishedAt: EpochMs,
): Run {
  return { ...run, ...how, hand: [], putOff: [], finishedAt };
}
