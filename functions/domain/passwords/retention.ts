import { type Account, type CurrentPassword } from '../account';
import { type Policy } from '../configuration/policy';
import { durationMs, type EpochMs, HOUR_MS, later } from '../time';

type Retention = Pick<Policy, 'retentionHours'>;

/** By the rules of the user's unit: whether the stored copy of the current password is gone, or is to be gone by now. */
export function isForgotten(current: CurrentPassword, policy: Retention, now: EpochMs): boolean {
  return current.ciphertext === undefined || isOver(current.setAt, policy, now);
}

/** Whether what was set at this moment is kept no longer. */
export function isOver(setAt: EpochMs, policy: Retention, now: EpochMs): boolean {
  const { retentionHours } = policy;
  return retentionHours > 0 && now >= later(setAt, durationMs(retentionHours * HOUR_MS));
}

/** Since when the copy of the current password has been stored; absent: there is none. */
export const keptSince = ({ current }: Account): EpochMs | undefined =>
  current?.ciphertext === undefined ? undefined : current.setAt;
