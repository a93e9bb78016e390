import { type BindOutcome } from '../../ports/password-prover';
import { type Account, type Proof } from '../account';
import { proofAfter, type ProofJudging } from '../drift/refused-proofs';
import { durationMs, type EpochMs, HOUR_MS, until } from '../time';

/**
 * How many binds of one user Google may refuse in an hour: it does not document when it locks a
 * user out.
 */
const REFUSALS_AN_HOUR = 4;

/** Binds of the last hour that were refused, or may have been: nobody knows their outcome. */
const lately = ({ refusedBinds = [] }: Account, now: EpochMs): readonly EpochMs[] =>
  refusedBinds.filter((at) => until(at, now) < HOUR_MS && until(now, at) < HOUR_MS);

/** Whether one more bind of this user may be refused now. */
export const mayBind = (account: Account, now: EpochMs): boolean =>
  lately(account, now).length < REFUSALS_AN_HOUR;

/** The account before a bind that begins now. It counts as refused until its outcome is recorded. */
export const withBindBegun = (account: Account, now: EpochMs): Account => ({
  ...account,
  refusedBinds: [...lately(account, now), now],
});

/** Whether what a bind says of this version is kept: it is the password, and nothing is in doubt. */
const isCurrent = ({ current, candidates }: Account, version: number): boolean =>
  current?.version === version && candidates.length === 0;

type Bound = { readonly begunAt: EpochMs; readonly outcome: BindOutcome; readonly now: EpochMs };

/** The account after the bind that began at `begunAt`: it stays counted only if it may have been refused. */
export function withBindCounted(account: Account, { begunAt, outcome, now }: Bound): Account {
  const begun = [...lately(account, now)];
  const own = begun.indexOf(begunAt);
  if (own >= 0 && !mayBeRefused(outcome)) begun.splice(own, 1);
  const { refusedBinds: _, ...rest } = account;
  return { ...rest, ...(begun.length > 0 ? { refusedBinds: begun } : {}) };
}

const mayBeRefused = (outcome: BindOutcome): boolean =>
  outcome.result === 'refused' || (outcome.result === 'unknown' && outcome.sent === true);

/**
 * The same after a bind with the current password, with what it proved. Undefined: the password was changed
 * meanwhile, so nothing is kept of it.
 */
export function withBindDone(
  account: Account,
  bound: Bound & { readonly proof: Proof },
  judging: Pick<ProofJudging, 'isNamed' | 'trusted'>,
): Account | undefined {
  const { proof } = bound;
  if (!isCurrent(account, proof.version)) return undefined;
  const { proofHeldUntil: _, ...rest } = withBindCounted(account, bound);
  return { ...rest, proof: proofAfter(account.proof, proof, judging) };
}

export const proofBy = (outcome: BindOutcome, version: number, at: EpochMs): Proof => ({
  version,
  result: outcome.result,
  ...(outcome.result === 'unknown' ? { code: outcome.failure } : {}),
  at,
});

/**
 * What is told without a bind, after too many refused ones: the last result of this version, or that nothing
 * is known of it.
 */
export const lastProof = ({ proof }: Account, version: number, now: EpochMs): Proof =>
  proof?.version === version
    ? proof
    : { version, result: 'unknown', code: TOO_MANY_REFUSALS, at: now };

/** The code of a proof that was not tried, because too many binds of this user were refused. */
const TOO_MANY_REFUSALS = 'too-many-refusals';

/** The time limit of one bind that somebody waits for. */
export const BIND_WITHIN_MS = durationMs(5_000);
