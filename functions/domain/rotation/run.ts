import { type MetResult, type SkipReason } from '../run-met';
import { TIMING } from '../passwords/timing';
import { type DurationMs, type EpochMs, later } from '../time';

/** What a run does for whom it meets: a new password for who has one, or a first one for who has none. */
export const RUN_KINDS = ['rotate', 'issue'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** Whom a run takes in: accounts that are due, everybody, one organisational unit, or a list. */
export type RunScope =
  'due' | 'all' | { readonly orgUnitPath: string } | { readonly userKeys: readonly string[] };

/** The keys of a run over a list. */
export const userKeysOf = (scope: RunScope): readonly string[] | undefined =>
  typeof scope === 'object' && 'userKeys' in scope ? scope.userKeys : undefined;

/** The unit of a run over one. */
export const unitOf = (scope: RunScope): string | undefined =>
  typeof scope === 'object' && 'orgUnitPath' in scope ? scope.orgUnitPath : undefined;

/** How many users a run left alone, by the reason. */
export type SkippedBy = Readonly<Partial<Record<SkipReason, number>>>;

/** `waiting`: see `waitingFor`; it goes on by itself. `stopped`: see `stopReason`. */
export const RUN_STATES = ['running', 'waiting', 'stopped', 'finished'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Why a run was stopped. `first-wave-unanswered` is of the first release: nothing was heard of its queue. */
export const STOP_REASONS = [
  'first-wave-failed',
  'by-administrator',
  'disconnected',
  'first-wave-unanswered',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** What holds a run back, if something does. */
export const RUN_WAITS = ['configuration', 'google', 'queue', 'paused', 'window'] as const;
export type RunWait = (typeof RUN_WAITS)[number];

/** `startedBy` of a run that the schedule started; any other is an administrator's address. */
export const SCHEDULE = 'schedule';

/** How many users a run has met, by what came of it. */
export type Counts = Readonly<Record<MetResult, number>>;

/**
 * Where a run goes on looking for users, in this order: its scope's own source, then those it put off,
 * then accounts that it has not met. `place` is the source's own, opaque; absent: at its beginning.
 */
export const CURSOR_SOURCES = ['listing', 'due', 'list', 'put-off', 'sweep', 'end'] as const;
export type CursorSource = (typeof CURSOR_SOURCES)[number];
export type Cursor = { readonly source: CursorSource; readonly place?: string };

/** One run: who is taken in, how far it is, and what came of it. */
export type Run = {
  /** Ids sort by when their runs started: `20260101T000000000Z-` and 8 hexadecimal digits. */
  readonly runId: string;
  readonly kind: RunKind;
  readonly scope: RunScope;
  readonly state: RunState;
  /** Whose password was made after this moment is done, whoever made it. */
  readonly startedAt: EpochMs;
  /** `schedule`, or the address of the administrator who asked for it. */
  readonly startedBy: string;
  /** Whose users it is for: the customer that was connected when it began; absent: not known then. */
  readonly customerId?: string;
  /** The number of the task that carries it on; those of former numbers do nothing. */
  readonly slice: number;
  /** Absent: it has not begun. */
  readonly cursor?: Cursor;
  /**
   * Users taken from the source and not counted yet, by id or, of a list, by key: written before the
   * first effect, so that after a kill each of them is counted, and counted once.
   */
  readonly hand: readonly string[];
  /** Users to be met once the source is used up: somebody else was at them, or they failed before. */
  readonly putOff: readonly string[];
  readonly counts: Counts;
  readonly skippedBy: SkippedBy;
  /** What came of the first few, until they are judged. */
  readonly wave?: { readonly tried: number; readonly failed: number };
  /** How long it was at work so far: what its rate is told by. */
  readonly workedMs: DurationMs;
  /** When its last batch was written, or it was let go on. */
  readonly lastBatchAt: EpochMs;
  /** It has waited an hour for others, and takes turns with them since. */
  readonly sharesLane?: true;
  /** Counts what workers wrote, and fences them: who saw it before another one wrote writes nothing of it. */
  readonly step: number;
  readonly waitingFor?: RunWait;
  readonly stopReason?: StopReason;
  readonly finishedAt?: EpochMs;
};

/** The body of a task for `rotation-worker`. */
export type RunTask = { readonly runId: string; readonly slice: number };

export const NO_COUNTS: Counts = { done: 0, failed: 0, parked: 0, skipped: 0 };

/** How many users the run has met. */
export const metBy = ({ counts }: Pick<Run, 'counts'>): number =>
  counts.done + counts.failed + counts.parked + counts.skipped;

/** Whether a run is neither stopped nor finished. */
export const isActive = ({ state }: Pick<Run, 'state'>): boolean =>
  state !== 'stopped' && state !== 'finished';

export const isScheduled = ({ startedBy }: Pick<Run, 'startedBy'>): boolean =>
  startedBy === SCHEDULE;

/** A run as it begins. */
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
  wave: { tried: 0, failed: 0 },
  workedMs: 0 as DurationMs,
  lastBatchAt: begin.startedAt,
});

/** A run that seems to begin in the future was begun by a clock that ran ahead: it counts as begun now. */
export const withCredibleStart = (run: Run, now: EpochMs): Run =>
  run.startedAt > later(now, TIMING.clockSkewMs) ? { ...run, startedAt: now } : run;

/** A run as it ends, for whatever reason. Its worker may yet count a batch that is under way. */
export function ended(
  { waitingFor: _, cursor: __, wave: ___, ...run }: Run,
  how: Pick<Run, 'state' | 'stopReason'>,
  finishedAt: EpochMs,
): Run {
  return { ...run, ...how, hand: [], putOff: [], finishedAt };
}
