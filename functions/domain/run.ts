import { type EpochMs } from './time';
import { type UserId } from './account';

/** Who is to be rotated: accounts that are due, everybody, one organisational unit, or a list. */
export type RunScope =
  'due' | 'all' | { readonly orgUnitPath: string } | { readonly userKeys: readonly string[] };

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
 * `planning`: accounts are being enqueued from `cursor` on. `first-wave`: the first few are on their
 * way, the rest waits for how they fare. `running`: everything is enqueued. `stopped`: too much of the
 * first wave failed, or an administrator stopped it. `finished`: every account is done, parked or
 * skipped.
 */
export type RunState = 'planning' | 'first-wave' | 'running' | 'stopped' | 'finished';

/** One rotation run. Written by the planner only; how far it is is counted on the accounts. */
export type Run = {
  readonly runId: string;
  readonly scope: RunScope;
  readonly state: RunState;
  /** Accounts whose password was set after this moment are done, whoever did it. */
  readonly startedAt: EpochMs;
  readonly startedBy: string;
  /** Where planning goes on: an opaque token of `AccountStore.due` or `.list`. */
  readonly cursor?: string;
  readonly enqueued: number;
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
  readonly stopReason?: string;
  readonly finishedAt?: EpochMs;
  /** One planner at a time writes a run. */
  readonly lease?: { readonly holder: string; readonly until: EpochMs };
};

/** What the last run did with an account; one field of its document, so counting needs no counter. */
export type RunMark = {
  readonly runId: string;
  readonly outcome: 'done' | 'failed' | 'parked' | 'skipped';
  readonly code?: string;
};

export type RotationTask = { readonly userId: UserId; readonly runId: string };
