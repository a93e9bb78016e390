import { type Account, type CurrentPassword } from '../account';
import { type Policy } from '../configuration/policy';
import { type DurationMs, durationMs, type EpochMs, HOUR_MS, later } from '../time';

export type Retention = Pick<Policy, 'retentionHours'>;

/** How long stored passwords are kept; undefined: for ever. */
export const retentionOf = ({ retentionHours }: Retention): DurationMs | undefined =>
  retentionHours === 0 ? undefined : durationMs(retentionHours * HOUR_MS);

/** Whether the stored copy of the current password is gone, or is to be gone by now. */
export function isForgotten(current: CurrentPassword, policy: Retention, now: EpochMs): boolean {
  return current.ciphertext === undefined || isOver(current.setAt, policy, now);
}

/** Whether what was set at this moment is kept no longer. */
export function isOver(setAt: EpochMs, policy: Retention, now: EpochMs): boolean {
  const keptMs = retentionOf(policy);
  return keptMs !== undefined && now >= later(setAt, keptMs);
}

/** Since when the copy of the current password has been stored; absent: there is none. */
export const keptSince = ({ current }: Account): EpochMs | undefined =>
  current?.ciphertext === undefined ? undefined : current.setAt;
