import { type UserId } from '../account';
import { type MarkOutcome } from '../run-mark';
import { type DurationMs, type EpochMs } from '../time';

/** Who is to be rotated: accounts that are due, everybody, one organisational unit, or a list. */
export type RunScope =
  'due' | 'all' | { readonly orgUnitPath: string } | { readonly userKeys: readonly string[] };

/** The keys of a run over a list. */
export const userKeysOf = (scope: RunScope): readonly string[] | undefined =>
  typeof scope === 'object' && 'userKeys' in scope ? scope.userKeys : undefined;

/** Why an account was left alone by a run; counted on the run and kept on the account. */
export const SKIP_REASONS = [
  'user-not-found',
  'admin-account',
  'user-suspended',
  'out-of-scope',
  'no-password',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/**
 * `first-wave`: the first few are on their way, the rest waits for how they fare. `planning`: accounts
 * are being enqueued from `cursor` on. `running`: everything is enqueued. `stopped`: see `stopReason`.
 * `finished`: every account is done, parked or skipped. A run is active before the last two.
 */
export const RUN_STATES = ['first-wave', 'planning', 'running', 'stopped', 'finished'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Why a run was stopped: too much of its first wave failed, nothing was heard of it, or somebody said so. */
export const STOP_REASONS = [
  'first-wave-failed',
  'first-wave-unanswered',
  'by-administrator',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** What an active run waits for, if it does: it goes on by itself with a later tick. */
export const RUN_WAITS = ['configuration', 'google', 'queue', 'paused', 'window'] as const;
export type RunWait = (typeof RUN_WAITS)[number];

/** `startedBy` of a run that the schedule started; any other is an administrator's address. */
export const SCHEDULE = 'schedule';

/** How long one planner may write a run before another takes it over. Renewed with every page. */
export const PLANNER_LEASE_MS = 60_000 as DurationMs;

/** One account to be rotated. `unseen`: Google was not asked for the user; whoever rotates it asks. */
export type PlannedTask = { readonly userId: UserId; readonly unseen?: true };

/** One who is left alone; `userId` is absent where there is no account to mark. */
export type PlannedSkip = { readonly userId?: UserId; readonly reason: SkipReason };

/** Who is to be rotated and who is left alone. */
export type DecidedPage = Omit<PlannedPage, 'decidedAt'>;

/**
 * A page as it was decided, recorded before its first effect, so that a planner that comes after a
 * killed one carries out the very same page and counts it once. `decidedAt`: before the users were
 * looked up. `next`: where the page after it begins; absent: it is the last.
 */
export type PlannedPage = {
  readonly decidedAt: EpochMs;
  readonly tasks: readonly PlannedTask[];
  readonly skips: readonly PlannedSkip[];
  readonly next?: string;
};

/** How many accounts were enqueued, how many answered, were tried, and were tried in vain. */
export type WaveCount = {
  readonly enqueued: number;
  readonly answered: number;
  readonly tried: number;
  readonly inVain: number;
};

/** One rotation run. How far it is is counted on the accounts, by their marks. */
export type Run = {
  /** Ids sort by when their runs started: `20260101T000000000Z-` and 8 hexadecimal digits. */
  readonly runId: string;
  readonly scope: RunScope;
  readonly state: RunState;
  /** Accounts whose password was set after this moment are done, whoever did it. */
  readonly startedAt: EpochMs;
  /** `schedule`, or the address of the administrator who asked for it. */
  readonly startedBy: string;
  /** 1 while everybody is enqueued for the first time; each later pass enqueues again who is left. */
  readonly pass: number;
  readonly passStartedAt: EpochMs;
  /**
   * The pass that looked through everybody once more after all were settled. Accounts come by address,
   * and one whose address changed between two pages was on neither.
   */
  readonly secondLook?: number;
  /** Where planning goes on: the scope's own place, opaque; absent at the beginning of a pass. */
  readonly cursor?: string;
  readonly page?: PlannedPage;
  /** Accounts enqueued in the first pass. */
  readonly enqueued: number;
  /** Accounts left alone in the first pass, by reason. */
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
  /** Accounts that were to be rotated and were left alone after all, by reason; they are among `enqueued`. */
  readonly skippedLater?: Readonly<Partial<Record<SkipReason, number>>>;
  /** How many of those skipped have no account, so that no mark counts them. */
  readonly unmarked: number;
  /** Accounts that the current pass, a later one, found not done yet. */
  readonly left: number;
  /** What came before the first wave that is under way: an earlier one was broken off. */
  readonly beforeWave?: WaveCount;
  /** Users of a list who were enqueued in this pass. */
  readonly named?: readonly UserId[];
  /** How many users the directory has at least, as far as planners have listed them. */
  readonly listedUsers?: number;
  readonly waitingFor?: RunWait;
  /**
   * How many accounts were marked, when that number last changed, and how many were done at the most: a
   * later run overwrites marks.
   */
  readonly progress?: { readonly marked: number; readonly at: EpochMs; readonly done?: number };
  /** When it last went on after something had held it back, and how many were done then. */
  readonly resumed?: { readonly at: EpochMs; readonly done: number };
  /** When a task comes back to look after this run; there is one at a time. */
  readonly followUpAt?: EpochMs;
  readonly stopReason?: StopReason;
  /** When it was stopped or found finished. */
  readonly finishedAt?: EpochMs;
  /** How it ended; marks are overwritten by later runs. */
  readonly result?: Readonly<Record<MarkOutcome, number>>;
  /** One planner at a time writes a run; `holder` fences every write. */
  readonly lease?: { readonly holder: string; readonly until: EpochMs };
};

/** In a task's place of a run's id: belongs to no run, confirms what is unconfirmed. */
export const SETTLE = 'settle';

/**
 * The body of a task for `rotation-worker`. `decidedAt`: when it was looked at whether the user may be
 * touched; absent: it was not.
 */
export type RotationTask = {
  readonly userId: UserId;
  readonly runId: string;
  readonly decidedAt?: EpochMs;
};

/** How many accounts the first pass and the second look found, left alone or not. */
export const totalOf = ({ enqueued, skipped }: Pick<Run, 'enqueued' | 'skipped'>): number =>
  enqueued + Object.values(skipped).reduce((sum, count) => sum + count, 0);

/** Whether a run is neither stopped nor finished. */
export const isActive = ({ state }: Pick<Run, 'state'>): boolean =>
  state !== 'stopped' && state !== 'finished';
