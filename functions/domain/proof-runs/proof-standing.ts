import { type Account, type Proof } from '../account';
import { type Configuration } from '../configuration/configuration';
import { isNewlyRefused } from '../drift/refused-proofs';
import { isSettled } from '../passwords/issue-password';
import { mayBind } from '../passwords/proof';
import { isForeign } from '../passwords/seen-user';
import { type SkipReason } from '../run-met';
import { TIMING } from '../passwords/timing';
import { DAY_MS, type DurationMs, type EpochMs, HOUR_MS, later } from '../time';
import { type DirectoryUser, inScope, refusal } from '../user';
import { namedBefore } from '../runs/named-before';
import { type CountedInBatch, type Result } from '../runs/met';
import { type Run, unitOf, userKeysOf } from '../runs/run';

/**
 * How a user relates to a run that proves. `passed`: not part of it, or counted. `met`: what counts, without a
 * bind; `heldMs`: for so long no further run is to try. `prove`: a bind is wanted.
 */
export type ProofNeed =
  | { readonly kind: 'passed' | 'prove' }
  | { readonly kind: 'met'; readonly met: ProofResult; readonly heldMs?: DurationMs };

/** A result of a run that proves; only a bind tells whether it says something about other users. */
export type ProofResult = Result & Partial<Pick<CountedInBatch, 'failedBefore'>>;

export type ProofPlace = { readonly run: Run; readonly configuration: Configuration };

const skipped = (code: SkipReason, heldMs?: DurationMs): ProofNeed => ({
  kind: 'met',
  met: { result: 'skipped', code },
  ...(heldMs === undefined ? {} : { heldMs }),
});

/** The result of a proof, as a run counts it. Only the first refusal of a password that worked is news. */
export function resultOf(proof: Proof): ProofResult {
  const { result, code = 'ldap-refused' } = proof;
  if (result === 'works') return { result: 'done' };
  return { result: 'failed', code, failedBefore: result === 'refused' && !isNewlyRefused(proof) };
}

/**
 * The proof of the current password that was made since the run began, by whomever. One from the future was
 * written by a clock that ran ahead, and may be older.
 */
export function provedSince(
  { proof, current, candidates }: Account,
  startedAt: EpochMs,
  now: EpochMs,
): Account['proof'] {
  if (proof === undefined || proof.version !== current?.version) return undefined;
  const isNew = proof.at >= startedAt && proof.at <= later(now, TIMING.clockSkewMs);
  return isNew && candidates.length === 0 ? proof : undefined;
}

/** What the account alone shows. */
export function needOf(
  account: Account | undefined,
  { run, configuration }: ProofPlace,
  now: EpochMs,
): ProofNeed {
  const named = userKeysOf(run.scope) !== undefined;
  if (account?.current === undefined) {
    return named ? skipped('no-password') : { kind: 'passed' };
  }
  if (account.current.ciphertext === undefined) {
    return named ? skipped('password-forgotten') : { kind: 'passed' };
  }
  if (isForeign(account, configuration)) return skipped('other-workspace', DAY_MS);
  if (!isSettled(account)) return skipped('in-progress');
  const proof = provedSince(account, run.startedAt, now);
  if (proof) return { kind: 'met', met: resultOf(proof) };
  if (account.drift) return skipped('password-drifted', DAY_MS);
  return mayBind(account, now) ? { kind: 'prove' } : skipped('too-many-refusals', HOUR_MS);
}

/** The same for a user as Google shows them. Google refuses the binds of some users, whatever the password. */
export function needOfUser(
  { key, user }: { readonly key: string; readonly user: DirectoryUser },
  account: Account | undefined,
  place: ProofPlace,
  now: EpochMs,
): ProofNeed {
  const { run, configuration } = place;
  const unit = unitOf(run.scope);
  if (unit !== undefined && !inScope(user.orgUnitPath, [unit])) return { kind: 'passed' };
  if (namedBefore(key, run, user)) return { kind: 'passed' };
  const need = needOf(account, place, now);
  if (need.kind !== 'prove') return need;
  const admin = configuration.connection?.adminUsername;
  const reason = refusal(user, admin, configuration.policy);
  return reason ? skipped(reason, DAY_MS) : need;
}
