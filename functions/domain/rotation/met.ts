import { type Directory } from '../../ports/directory';
import { type Account, type UserId } from '../account';
import { type Configuration } from '../configuration/configuration';
import { type GoogleFailure } from '../google-failure';
import { type Throttle } from '../pace/throttle';
import { type MetResult, type RunMet } from '../run-met';
import { type DurationMs, type EpochMs } from '../time';
import { type DirectoryUser } from '../user';
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
};

/** A user at Google, with the account that is there. */
export type Known = {
  readonly user: DirectoryUser;
  readonly account: Account | undefined;
  /** The run has met this user before, and put it off. */
  readonly putOff?: boolean | undefined;
};

/**
 * What became of one user. `counted` is final for this run; `passed` is no part of it, or was counted
 * before. `put-off`: somebody else is at the password. `refused`: for lack of a right, whose is to be
 * judged. `throttled`: by Google's limits. `broken`: the connection.
 */
export type Met =
  | Counted
  | { readonly kind: 'passed' | 'throttled' }
  | { readonly kind: 'put-off'; readonly waitMs: DurationMs }
  /** `known`: so was this user the last time. */
  | { readonly kind: 'refused'; readonly noted: Noted; readonly known: boolean }
  | { readonly kind: 'broken'; readonly failure: GoogleFailure };

export type Counted = {
  readonly kind: 'counted';
  readonly result: MetResult;
  readonly code?: string;
  readonly userId?: UserId;
  /** Google took a password of this very user. */
  readonly changed?: true;
  /** Whoever failed the last time, too, says nothing of the others. */
  readonly failedBefore?: boolean;
};

/**
 * Whom something is noted of, without a password being set. `userId` undefined: nothing is known of
 * them; `user` undefined: Google was not asked, or did not say. `wantedSince` undefined: no new
 * password was wanted.
 */
export type Noted = {
  readonly userId: UserId | undefined;
  readonly user: DirectoryUser | undefined;
  readonly wantedSince: EpochMs | undefined;
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
