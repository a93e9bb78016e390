import { type Account } from '../account';
import { type Configuration } from '../configuration/configuration';
import { isSettled } from '../passwords/issue-password';
import { mayBind } from '../passwords/proof';
import { isForeign } from '../passwords/seen-user';
import { type SkipReason } from '../run-met';
import { DAY_MS, type DurationMs, type EpochMs, HOUR_MS } from '../time';
import { type DirectoryUser, inScope, refusal } from '../user';
import { isCountedByAnotherKey } from './counted-key';
import { type Result } from './met';
import { type Run, unitOf, userKeysOf } from './run';

/**
 * How a user relates to a run that proves. `passed`: not part of it, or counted. `met`: what counts, without a
 * bind; `heldMs`: for so long no further run is to try. `prove`: a bind is wanted.
 */
export type ProofNeed =
  | { readonly kind: 'passed' | 'prove' }
  | { readonly kind: 'met'; readonly met: Result; readonly heldMs?: DurationMs };

export type ProofPlace = { readonly run: Run; readonly configuration: Configuration };

const skipped = (code: SkipReason, heldMs?: DurationMs): ProofNeed => ({
  kind: 'met',
  met: { result: 'skipped', code },
  ...(heldMs === undefined ? {} : { heldMs }),
});

/** The result of a proof, as a run counts it. */
export const resultOf = ({
  result,
  code = 'ldap-refused',
}: NonNullable<Account['proof']>): Result =>
  result === 'works' ? { result: 'done' } : { result: 'failed', code };

/** The proof of the current password that was made since the run began, by whomever. */
export function provedSince(account: Account, startedAt: EpochMs): Account['proof'] {
  const { proof, current } = account;
  const isNew = proof !== undefined && proof.at >= startedAt && proof.version === current?.version;
  return isNew && account.candidates.length === 0 ? proof : undefined;
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
  const proof = provedSince(account, run.startedAt);
  if (proof) return { kind: 'met', met: resultOf(proof) };
  return mayBind(account, now) ? { kind: 'prove' } : skipped('too-many-refusals', HOUR_MS);
}

/** The same for a user as Google shows them. Google refuses the binds of some users, whatever the password. */
export function needOfUser(
  user: DirectoryUser,
  account: Account | undefined,
  place: ProofPlace,
  now: EpochMs,
): ProofNeed {
  const { run, configuration } = place;
  const unit = unitOf(run.scope);
  if (unit !== undefined && !inScope(user.orgUnitPath, [unit])) return { kind: 'passed' };
  if (isCountedByAnotherKey(run, user)) return { kind: 'passed' };
  const need = needOf(account, place, now);
  if (need.kind !== 'prove') return need;
  const admin = configuration.connection?.adminUsername ?? '';
  const reason = refusal(user, admin, configuration.policy);
  return reason ? skipped(reason, DAY_MS) : need;
}
