import { type AccountStatus } from '../domain/account';
import {
  type RunKind,
  type RunScope,
  type RunState,
  type RunWait,
  type SkippedBy,
  type StopReason,
} from '../domain/rotation/run';
import { type SkipReason } from '../domain/run-met';
import { type AccountJson } from './account-json';

/** A run, as the calls show it; times are RFC 3339. */
export type RunJson = {
  readonly runId: string;
  readonly kind: RunKind;
  readonly scope: RunScope;
  readonly state: RunState;
  readonly startedAt: string;
  /** `schedule`, or an address. */
  readonly startedBy: string;
  /** While it is active only about, or no more than was met so far: see `run-progress.ts`. */
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly parked: number;
  readonly skipped: number;
  readonly skippedBy: SkippedBy;
  readonly waitingFor?: RunWait;
  readonly stopReason?: StopReason;
  readonly finishedAt?: string;
  readonly estimatedSecondsLeft?: number;
};

/** An account whose last failure was not made good yet. */
export type FailedAccountJson = Pick<
  AccountJson,
  'userId' | 'primaryEmail' | 'status' | 'retryAt' | 'lastFailure'
>;

/** The answer of `GET /v1/overview`, as the page reads it. */
export type OverviewJson = {
  readonly at: string;
  readonly accounts: Readonly<Record<AccountStatus, number>>;
  readonly lastRun?: RunJson;
  /** The newest first. */
  readonly runs: readonly RunJson[];
  readonly dueNow: number;
  readonly dueNext24Hours: number;
  readonly overdue: number;
  /** Tried in vain, and tried again by themselves. */
  readonly retrying: number;
  /** Until then the schedule stands still: the first wave of its last run failed. */
  readonly heldUntil?: string;
  readonly lastFailures: readonly FailedAccountJson[];
  readonly pace: {
    readonly perSecond: number;
    readonly ceilingPerSecond: number;
    readonly pausedUntil?: string;
  };
  readonly paused: boolean;
  readonly window?:
    | { readonly state: 'open'; readonly until: string }
    | { readonly state: 'closed'; readonly opensAt: string };
};

/** Why somebody would be left alone; `no-answer`: Google does not say who it is. */
export type ExcludedReason = SkipReason | 'no-answer';

/** The answer of `POST /v1/rotations/forecast` and `POST /v1/issuances/forecast`. */
export type ForecastJson = {
  readonly users: number;
  readonly excluded: Readonly<Partial<Record<ExcludedReason, number>>>;
  readonly estimatedSeconds: number;
  /** False: there was no time to look at everybody. */
  readonly exact: boolean;
  readonly effects: readonly {
    readonly code: string;
    readonly message: string;
    readonly url: string;
  }[];
};
