import { type GoogleFailure } from '../google-failure';
import { type RunMet, type SkipReason } from '../run-met';
import { type DurationMs } from '../time';

/**
 * A run's judgement on a user, before it is written. `waitMs`: another call must end first, which is not a
 * failure. `retryBudget`: this many failures in a row park the account; absent: this failure does not.
 */
export type Verdict =
  | { readonly kind: 'done'; readonly code?: never }
  | { readonly kind: 'skipped'; readonly code: SkipReason; readonly waitMs?: DurationMs }
  | { readonly kind: 'failed'; readonly code: string; readonly retryBudget?: number };

/** A result as the run counts it, and as the account keeps it. */
export type Result = Pick<RunMet, 'result' | 'code'>;

/**
 * What became of one user. `counted`: final for this run. `passed`: not part of the run, or counted otherwise.
 * `put-off`: another call is changing the password. `refused`: the user or the connection lacks a right,
 * which is still to be judged; `known`: this user was refused before. `throttled`: by Google's limits.
 * `broken`: the connection. `faulted`: a fault of our own, which is this user's alone or an outage.
 */
export type Met =
  | Counted
  | { readonly kind: 'passed' | 'throttled' | 'faulted' }
  | { readonly kind: 'put-off'; readonly waitMs: DurationMs }
  | { readonly kind: 'refused'; readonly known: boolean }
  | { readonly kind: 'broken'; readonly failure: GoogleFailure };

export type Counted = { readonly kind: 'counted'; readonly met: Result };

/**
 * What became of a batch. `putOff`: keys of users not counted, to be tried after all others; other calls hold
 * some of them for up to `putOffMs`. `cutBy`: why it ended before its users did: its time was up, Google
 * needs a long pause or is out of reach, or the connection is broken, which opened the circuit.
 */
export type BatchResult = {
  readonly counted: readonly CountedInBatch[];
  readonly putOff: readonly string[];
  readonly putOffMs: DurationMs;
  readonly cutBy?: CutBy;
  /** It ended with a limit or with a failure that names the connection, and nobody had another answer. */
  readonly unanswered?: true;
};

export type CutBy = 'time' | 'pause' | 'outage' | 'broken';

/** `failedBefore`: the user's last attempt failed, so this result says nothing about other users. */
export type CountedInBatch = Result & { readonly failedBefore: boolean };
