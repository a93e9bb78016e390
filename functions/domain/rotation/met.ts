import { type UserId } from '../account';
import { type GoogleFailure } from '../google-failure';
import { type MetResult, type RunMet } from '../run-met';
import { type DurationMs } from '../time';
import { type Entry } from './entry';

/**
 * What became of one user. `counted`: final for this run. `passed`: not part of the run, or counted before;
 * `by`: this entry of the same batch names the user too.
 * `put-off`: another call is changing the password. `refused`: the user or the connection lacks a right,
 * which is still to be judged; `known`: this user was refused before. `throttled`: by Google's limits.
 * `broken`: the connection.
 */
export type Met =
  | Counted
  | { readonly kind: 'throttled' }
  | { readonly kind: 'passed'; readonly by?: Entry }
  | { readonly kind: 'put-off'; readonly waitMs: DurationMs }
  | { readonly kind: 'refused'; readonly known: boolean }
  | { readonly kind: 'broken'; readonly failure: GoogleFailure };

export type Counted = {
  readonly kind: 'counted';
  readonly result: MetResult;
  readonly code?: string;
  readonly userId?: UserId;
};

/** A result as recorded on the account, or for a user without one. */
export const countedAs = (
  { result, code }: Pick<RunMet, 'result' | 'code'>,
  userId?: UserId,
): Counted => ({
  kind: 'counted',
  result,
  ...(userId === undefined ? {} : { userId }),
  ...(code === undefined ? {} : { code }),
});

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
};

export type CutBy = 'time' | 'pause' | 'outage' | 'broken';

/** `failedBefore`: the user's last attempt failed, so this result says nothing about other users. */
export type CountedInBatch = Pick<Counted, 'result' | 'code'> & { readonly failedBefore: boolean };
