import { type Directory } from '../../ports/directory';
import { type UserId } from '../account';
import { type Configuration } from '../configuration/configuration';
import { type GoogleFailure } from '../google-failure';
import { type Throttle } from '../pace/throttle';
import { type MetResult, type RunMet } from '../run-met';
import { type DurationMs } from '../time';
import { type Entry } from './entry';
import { type Refusals } from './refusals';
import { type Run } from './run';

/** What users of one batch are met with. */
export type MeetingPlace = {
  readonly run: Run;
  readonly configuration: Configuration;
  readonly adminUsername: string;
  readonly directory: Directory;
  readonly throttle: Throttle;
  readonly refusals: Refusals;
  /** The right to set passwords was missing, and this batch tries whether it is there again. */
  readonly onTrial: boolean;
  /** Nobody is put off any more. */
  readonly last: boolean;
  /** By which entry each user of the batch is met: a list may name somebody by two keys. */
  readonly metBy: Map<UserId, Entry>;
};

/**
 * What became of one user. `counted` is final for this run; `passed` is no part of it, or was counted
 * before. `put-off`: somebody else is at the password. `refused`: for lack of a right, whose is to be
 * judged; `known`: so was this user the last time. `throttled`: by Google's limits. `broken`: the connection.
 */
export type Met =
  | Counted
  | { readonly kind: 'passed' | 'throttled' }
  | { readonly kind: 'put-off'; readonly waitMs: DurationMs }
  | { readonly kind: 'refused'; readonly known: boolean }
  | { readonly kind: 'broken'; readonly failure: GoogleFailure };

export type Counted = {
  readonly kind: 'counted';
  readonly result: MetResult;
  readonly code?: string;
  readonly userId?: UserId;
};

/** As it was noted on an account, or is to be told of somebody without one. */
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
 * What became of a batch. `putOff`: who was not counted, by key, to be met again after all others; some of
 * them are somebody else's for `putOffMs` at most. `cutBy`: why it ended before its users did: its time was up;
 * Google is to be given a pause; Google is out of reach; the connection is broken, which opened the circuit.
 */
export type BatchResult = {
  readonly counted: readonly CountedInBatch[];
  readonly putOff: readonly string[];
  readonly putOffMs: DurationMs;
  readonly cutBy?: CutBy;
};

export type CutBy = 'time' | 'pause' | 'outage' | 'broken';

/** `failedBefore`: so did the last attempt, which says nothing of the others. */
export type CountedInBatch = Pick<Counted, 'result' | 'code'> & { readonly failedBefore: boolean };
