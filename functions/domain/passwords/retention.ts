import { type Account, type CurrentPassword } from '../account';
import { type Policy } from '../configuration/policy';
import { policyFor, type Retentions } from '../configuration/policy-by-unit';
import { durationMs, type EpochMs, HOUR_MS, later } from '../time';

/**
 * By the rules of the user's unit: whether the stored copy of the current password is gone, or is to be gone by
 * now. `policy`: the whole policy. A unit that is not known counts as the top.
 */
export function isForgotten(
  current: CurrentPassword,
  policy: Retentions,
  orgUnitPath: string | undefined,
  now: EpochMs,
): boolean {
  const rules = policyFor(policy, orgUnitPath);
  return current.ciphertext === undefined || isOver(current.setAt, rules, now);
}

/** Whether what was set at this moment is kept no longer. */
function isOver(
  setAt: EpochMs,
  { retentionHours }: Pick<Policy, 'retentionHours'>,
  now: EpochMs,
): boolean {
  return retentionHours > 0 && now >= later(setAt, durationMs(retentionHours * HOUR_MS));
}

/** Since when the copy of the current password has been stored; absent: there is none. */
export const keptSince = ({ current }: Account): EpochMs | undefined =>
  current?.ciphertext === undefined ? undefined : current.setAt;
