import { type Account } from '../account';
import { type EpochMs, later } from '../time';
import { TIMING } from './timing';

/**
 * Whether the current password was made at or after a moment. One that seems to come from the future was
 * made by a clock that ran ahead: nobody knows when.
 */
export const isMadeAfter = (account: Account | undefined, moment: EpochMs, now: EpochMs): boolean =>
  account?.current !== undefined &&
  account.current.createdAt >= moment &&
  account.current.createdAt <= later(now, TIMING.clockSkewMs);
