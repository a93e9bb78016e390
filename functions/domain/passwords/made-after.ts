import { type Account } from '../account';
import { type EpochMs, later } from '../time';
import { TIMING } from './timing';

/**
 * Whether the current password was made at or after `moment`. A creation time in the future was written by a
 * clock that ran ahead, so the real one is not known.
 */
export const isMadeAfter = (account: Account | undefined, moment: EpochMs, now: EpochMs): boolean =>
  account?.current !== undefined &&
  account.current.createdAt >= moment &&
  account.current.createdAt <= later(now, TIMING.clockSkewMs);
