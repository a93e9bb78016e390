import { type Account, type Proof, type Refusals } from '../account';
import { type SecureLdap } from '../configuration/secure-ldap';
import { type EpochMs, HOUR_MS, latest } from '../time';
import { drifted, type Noted, type Noting, proofChangeId, withoutProof } from './drifted';

/** This many binds in a row, over at least this long, and the password is another one at Google. */
const REFUSALS = 3;
const OVER_MS = HOUR_MS;

/**
 * From when on refusals say something of a user's password; undefined: never. Before, they may say that
 * something is wrong with this connection: it is new, or too many users were refused in one run.
 */
export function trustedSince(
  { binds, uploadedAt }: Pick<SecureLdap, 'binds' | 'uploadedAt'>,
  now: EpochMs,
): EpochMs | undefined {
  const { worked, failure, manyRefusedAt = uploadedAt } = binds;
  if (!worked || failure === 'refused') return undefined;
  return latest(uploadedAt, manyRefusedAt > now ? uploadedAt : manyRefusedAt); // later: of a clock that ran ahead
}

/** Whether a bind showed that this version works, at any time. */
const hasWorked = (proof: Proof): boolean => proof.result === 'works' || proof.hasWorked === true;

/** Whether so many binds in a row were refused that one more says nothing new. */
export const isRefusedForLong = ({ at, refusals }: Proof): boolean =>
  refusals !== undefined && refusals.count >= REFUSALS && at - refusals.first >= OVER_MS;

/** Whether this is the first refusal of a version that had worked. */
export const isNewlyRefused = ({ result, refusals }: Proof): boolean =>
  result === 'refused' && refusals?.count === 1;

/** `trusted`: `trustedSince`. `isNamed`: Google gave the user's name, and that the user is active, just before. */
export type ProofJudging = Noting & {
  readonly trusted: EpochMs | undefined;
  readonly isNamed: boolean;
};

/** A proof with what earlier ones of the same version add to it. The same proof again adds nothing. */
export function proofAfter(
  known: Proof | undefined,
  proof: Proof,
  { isNamed, trusted }: Pick<ProofJudging, 'isNamed' | 'trusted'>,
): Proof {
  const before = known?.version === proof.version ? known : undefined;
  if (before?.at === proof.at && before.result === proof.result) return before;
  if (proof.result === 'works' || before === undefined || !hasWorked(before)) return proof;
  const counts = proof.result === 'refused' && isNamed;
  const refusals = counts ? oneMore(before, proof.at, trusted) : before.refusals;
  return { ...proof, hasWorked: true, ...(refusals === undefined ? {} : { refusals }) };
}

/** Refusals that could never count, and those of a clock that ran ahead, give way to new ones. */
function oneMore(before: Proof, at: EpochMs, trusted: EpochMs | undefined): Refusals {
  const known = before.refusals;
  if (known === undefined || known.first > at) return { first: at, count: 1 };
  const isVoid = trusted === undefined || known.first <= trusted;
  return isVoid && isRefusedForLong(before)
    ? { first: at, count: 1 }
    : { ...known, count: known.count + 1 };
}

/**
 * The account after its last proof; empty: nothing changes. Refused for long, the password was changed by
 * somebody else. A bind that works shows that refusals before it meant something else.
 */
export function notedProof(account: Account, judging: ProofJudging): Noted {
  const { proof, drift, current } = account;
  if (proof === undefined || proof.version !== current?.version) return {};
  if (proof.result === 'works') {
    if (drift?.source !== 'proof' || drift.contested) return {};
    const { drift: _, ...rest } = withoutProof(account);
    return { write: rest };
  }
  const { trusted } = judging;
  if (drift || trusted === undefined || proof.result !== 'refused') return {};
  const { refusals } = proof;
  if (refusals === undefined || !isRefusedForLong(proof) || refusals.first <= trusted) return {};
  const id = proofChangeId(proof.version);
  return drifted(account, { id, at: refusals.first, source: 'proof' }, judging);
}
