import { type AccountStatus } from '../domain/account';
import {
  type RunScope,
  type RunState,
  type RunWait,
  type SkipReason,
  type StopReason,
} from '../domain/rotation/run';

/** A run, as the calls show it; times are RFC 3339. */
export type RunJson = {
  readonly runId: string;
  readonly scope: RunScope;
  readonly state: RunState;
  readonly startedAt: string;
  /** `schedule`, or an address. */
  readonly startedBy: string;
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

export type SkippedBy = Readonly<Partial<Record<SkipReason, number>>>;

/** An account whose last failure was not made good yet. */
export type FailedAccountJson = {
  readonly userId: string;
  readonly primaryEmail: string;
  readonly status: AccountStatus;
  readonly lastFailure?: {
    readonly code: string;
    readonly at: string;
    readonly attempts: number;
  };
};

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

/** The answer of `POST /v1/rotations/forecast`. */
export type ForecastJson = {
  readonly users: number;
  readonly excluded: SkippedBy;
  readonly estimatedSeconds: number;
  readonly exact: boolean;
  readonly effects: readonly {
    readonly code: string;
    readonly message: string;
    readonly url: string;
  }[];
};
