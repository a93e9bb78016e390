import { type Account } from '../account';
import { type Policy } from '../configuration/policy';
import { hasTurns, policyFor } from '../configuration/policy-by-unit';
import { DAY_MS, type DurationMs, durationMs, type EpochMs, HOUR_MS, later } from '../time';
import { type RandomBytes } from './password';

/** Due times are spread by ±10 %, so that users set up on one day are not all rotated in one hour. */
const SPREAD = 0.1;

/** When a password set at `setAt` is due: the policy's period ± 10 %; undefined: never. */
export function nextDue(
  policy: Pick<Policy, 'periodDays'>,
  setAt: EpochMs,
  randomBytes: RandomBytes,
): EpochMs | undefined {
  if (policy.periodDays === 0) return undefined;
  const factor = 1 - SPREAD + 2 * SPREAD * fraction(randomBytes);
  return later(setAt, durationMs(Math.round(policy.periodDays * DAY_MS * factor)));
}

/**
 * The account as its unit has it: with a turn, if it has a password and no turn yet; without one, if the unit is known
 * to have no period, or no unit has one: a turn kept until there is a period again would come at once, and unannounced.
 * The same object if nothing changes.
 */
export function withTurn(
  account: Account,
  policy: Policy,
  now: EpochMs,
  randomBytes: RandomBytes,
): Account {
  const { nextRotationAt, heldForDevices, freedAt, announceFrom, ...rest } = account; // a turn takes its hold and its wait along
  const { periodDays } = policyFor(policy, account.orgUnitPath);
  if (periodDays === 0) {
    const isKnown = !hasTurns(policy) || account.orgUnitPath !== undefined;
    return isKnown && nextRotationAt !== undefined ? rest : account;
  }
  if (account.current === undefined || nextRotationAt !== undefined) return account;
  const noticeMs = durationMs(policy.announceHours * HOUR_MS);
  return { ...rest, nextRotationAt: spreadTurn(periodDays, noticeMs, now, randomBytes) };
}

/**
 * When the schedule rotates the password of a user in this unit, which is the one that Google shows or, where Google is
 * not asked, the stored one. The stored turn may be of a unit or a policy with turns, and stays until a tick finds that
 * there are none. Every answer that tells the turn tells this one.
 */
export const turnShown = (
  account: Account | undefined,
  policy: Policy,
  { orgUnitPath }: { readonly orgUnitPath?: string | undefined },
): EpochMs | undefined =>
  policyFor(policy, orgUnitPath).periodDays > 0 ? account?.nextRotationAt : undefined;

/**
 * A due time for an account that has none: at random within the period that begins now, but not before the notice that
 * the policy promises, as far as the period has room for it.
 */
function spreadTurn(
  periodDays: number,
  noticeMs: DurationMs,
  now: EpochMs,
  randomBytes: RandomBytes,
): EpochMs {
  const periodMs = periodDays * DAY_MS;
  const earliestMs = Math.min(noticeMs, periodMs);
  const afterMs = earliestMs + (periodMs - earliestMs) * fraction(randomBytes);
  return later(now, durationMs(Math.round(afterMs)));
}

/** A uniform random number from 0 (inclusive) to 1 (exclusive), from 32 bits. */
function fraction(randomBytes: RandomBytes): number {
  return Buffer.from(randomBytes(4)).readUInt32BE() / 2 ** 32;
}
