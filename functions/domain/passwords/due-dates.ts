import { type Account } from '../account';
import { DAY_MS, type DurationMs, durationMs, type EpochMs, epochMs, later } from '../time';
import { TIMING } from './timing';

/** The first pause after a failure; each further one in a row doubles it, up to a day. */
const FIRST_PAUSE_MS = 900_000;

/** A parked account is tried once more after so long. */
export const PARKED_MS = durationMs(7 * DAY_MS);

/** How long after so many failures in a row the next try comes. */
export const pauseAfter = (failures: number): DurationMs =>
  durationMs(Math.min(DAY_MS, FIRST_PAUSE_MS * 2 ** Math.min(16, Math.max(0, failures - 1))));

/** When there is something to be done for this account; absent: never. */
export function dueAt(account: Account): EpochMs | undefined {
  const turn = turnAt(account);
  const unfinished = unfinishedAt(account);
  return turn === undefined || (unfinished !== undefined && unfinished < turn) ? unfinished : turn;
}

/**
 * When something that was begun for this account is to be ended: a run's failure tried again, a
 * candidate confirmed, a parked account looked at. Absent: nothing was begun, or it was taken back.
 */
export function unfinishedAt(account: Account): EpochMs | undefined {
  const { status, retryAt, lastFailure, candidates } = account;
  if (status === 'revoked') return undefined;
  if (retryAt !== undefined) return retryAt;
  if (status === 'parked') return later(lastFailure?.at ?? epochMs(0), PARKED_MS);
  return candidates.length > 0 ? settleAt(account) : undefined;
}

/** When an unconfirmed candidate may be sent again without getting into anybody's way. */
function settleAt({ lease, lastFailure, candidates }: Account): EpochMs {
  if (lease) return later(lease.until, TIMING.clockSkewMs);
  if (lastFailure) return later(lastFailure.at, pauseAfter(lastFailure.attempts));
  return candidates.at(-1)?.createdAt ?? epochMs(0);
}

/** When the policy's turn comes. One that was tried in vain waits for its retry instead. */
export function turnAt(account: Account): EpochMs | undefined {
  const { status, nextRotationAt, retryAt, lastFailure } = account;
  if (nextRotationAt === undefined || status === 'parked') return undefined;
  const triedInVain = retryAt !== undefined && nextRotationAt <= (lastFailure?.at ?? retryAt);
  return triedInVain ? undefined : nextRotationAt;
}
