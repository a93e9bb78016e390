import { type Clock } from '../../ports/clock';
import { type BindOutcome } from '../../ports/password-prover';
import { type Secret } from '../secret';
import { type DurationMs } from '../time';
import { type Claim } from './password-claim';
import { type Outcome } from './password-finish';
import { type SentTo } from './send-candidate';
import { TIMING } from './timing';

/**
 * Binds as the user at Secure LDAP, at most `withinMs` long. Undefined: no bind was made, because Secure LDAP
 * is not connected or its shared limit has no room.
 */
export type SettleByBind = (
  user: SentTo,
  password: Secret,
  withinMs: DurationMs,
) => Promise<BindOutcome | undefined>;

export type SettlingPorts = {
  readonly clock: Clock;
  /** Absent: a lost reply is settled only by sending the same candidate again. */
  readonly settleByBind?: SettleByBind;
};

/**
 * The outcome after a lost reply: one bind with the candidate, at once and under the claim's lease. If the bind
 * works, Google holds the candidate, and the user is not signed out again by sending it once more. A refused
 * bind is no refusal: nobody says how long Google takes until a new password binds.
 *
 * Only the candidate of this claim counts, which is the newest: a replica may still take an older password.
 */
export async function settledByBind(
  { clock, settleByBind }: SettlingPorts,
  user: SentTo,
  { claim, password }: { readonly claim: Claim; readonly password: Secret },
  outcome: Outcome,
): Promise<Outcome> {
  if (outcome.kind !== 'unknown' || claim.candidate.purpose !== 'set') return outcome;
  if (clock.now() + TIMING.bindDeadlineMs > claim.leaseUntil) return outcome;
  const bound = await settleByBind?.(user, password, TIMING.bindDeadlineMs);
  return bound?.result === 'works' ? { kind: 'applied', byBind: true } : outcome;
}
