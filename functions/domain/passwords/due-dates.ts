import { type Account } from '../account';
import { isHeld } from '../devices/devices-behind';
import { DAY_MS, type DurationMs, durationMs, type EpochMs, epochMs, later, latest } from '../time';
import { TIMING } from './timing';

/** The back-off after the first failure. Each further failure in a row doubles it, up to a day. */
const FIRST_PAUSE_MS = 900_000;

/** A parked account is tried again after this time. */
export const PARKED_MS = durationMs(7 * DAY_MS);

/** The back-off after this number of failures in a row. */
export const pauseAfter = (failures: number): DurationMs =>
  durationMs(Math.min(DAY_MS, FIRST_PAUSE_MS * 2 ** Math.min(16, Math.max(0, failures - 1))));

/** When this account is next due; absent: never. */
export function dueAt(account: Account): EpochMs | undefined {
  const turn = turnDueAt(account);
  const unfinished = unfinishedAt(account);
  return turn === undefined || (unfinished !== undefined && unfinished < turn) ? unfinished : turn;
}

/**
 * When unfinished work on this account is due: the retry of a failed rotation, the confirmation of a
 * candidate, another try for a parked account. Absent: nothing is unfinished, the password was revoked, or
 * another tool keeps changing it.
 */
export function unfinishedAt(account: Account): EpochMs | undefined {
  const { status, retryAt, lastFailure, candidates, drift } = account;
  if (status === 'revoked' || drift?.contested) return undefined;
  if (retryAt !== undefined) return retryAt;
  if (status === 'parked') return later(lastFailure?.at ?? epochMs(0), PARKED_MS);
  return candidates.length > 0 ? settleAt(account) : undefined;
}

/** When an unconfirmed candidate may be sent again without getting in another caller's way. */
function settleAt({ lease, lastFailure, candidates }: Account): EpochMs {
  const triedSince = lease && lastFailure && lastFailure.at > lease.until; // and nobody took the lease over
  if (lease && !triedSince) return later(lease.until, TIMING.clockSkewMs);
  if (lastFailure) return later(lastFailure.at, pauseAfter(lastFailure.attempts));
  return candidates.at(-1)?.createdAt ?? epochMs(0);
}

/** When the policy's rotation is due. One that failed waits for its retry instead; one may wait for devices. */
export function turnAt(account: Account): EpochMs | undefined {
  const { status, nextRotationAt, retryAt, lastFailure, drift } = account;
  if (nextRotationAt === undefined || status === 'parked' || drift?.contested) return undefined;
  if (isHeld(account)) return undefined;
  const triedInVain = retryAt !== undefined && nextRotationAt <= (lastFailure?.at ?? retryAt);
  return triedInVain ? undefined : nextRotationAt;
}

/** Since when that rotation is due and nothing is to be waited for. */
export function turnDueAt(account: Account): EpochMs | undefined {
  const turn = turnAt(account);
  return turn === undefined ? undefined : latest(account.freedAt, turn);
}
