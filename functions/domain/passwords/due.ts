import { type RandomBytes } from './password';
import { type Policy } from '../configuration/policy';
import { DAY_MS, durationMs, type EpochMs, later } from '../time';

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

/** A due time for an account that has none: at random within the period that begins now. */
export const spreadTurn = (periodDays: number, now: EpochMs, randomBytes: RandomBytes): EpochMs =>
  later(now, durationMs(Math.round(periodDays * DAY_MS * fraction(randomBytes))));

/** A uniform random number from 0 (inclusive) to 1 (exclusive), from 32 bits. */
function fraction(randomBytes: RandomBytes): number {
  return Buffer.from(randomBytes(4)).readUInt32BE() / 2 ** 32;
}
