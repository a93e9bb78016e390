import { type Account } from '../account';
import { isRefusedForLong } from '../drift/refused-proofs';
import { DAY_MS, type DurationMs, durationMs, type EpochMs, later, latest } from '../time';

/** What binds have shown of the current password: it works, it is in doubt, or neither is known. */
export const PROOF_STANDINGS = ['proved', 'doubted', 'unproved'] as const;
export type ProofStanding = (typeof PROOF_STANDINGS)[number];

const MINUTE_MS = 60_000;

/** Nobody says how long Google takes until a new password binds. */
const FIRST_PROOF_MS = durationMs(MINUTE_MS);

/**
 * The waits between refused proofs that follow a change, by the age of the password when it was refused: a
 * proof after one minute is repeated after 5, then 15, then 60. What is refused later than that is a doubt.
 */
const AFTER_REFUSAL: readonly { readonly beforeMs: number; readonly waitMs: DurationMs }[] = [
  { beforeMs: 6 * MINUTE_MS, waitMs: durationMs(5 * MINUTE_MS) },
  { beforeMs: 21 * MINUTE_MS, waitMs: durationMs(15 * MINUTE_MS) },
  { beforeMs: 81 * MINUTE_MS, waitMs: durationMs(60 * MINUTE_MS) },
];

/** The wait between refused proofs of a version that had worked: three of them then take an hour. */
const AFTER_WORKED_MS = durationMs(30 * MINUTE_MS);

/** Absent: there is no current password. */
export function proofStanding({ current, proof }: Account): ProofStanding | undefined {
  if (current === undefined) return undefined;
  if (proof?.version !== current.version || proof.result === 'unknown') return 'unproved';
  return proof.result === 'works' ? 'proved' : 'doubted';
}

/**
 * When a run is to prove a password of which nothing is settled yet: a new one, one refused a moment after
 * the change or after it had worked, one that could not be tried. Absent: there is none, it is in doubt which
 * one holds, somebody else has changed it, or `provedAt` applies.
 */
export function unprovedAt(account: Account): EpochMs | undefined {
  const { proofHeldUntil, proof } = account;
  const wanted = openAt(account);
  if (wanted !== undefined) return latest(proofHeldUntil, wanted);
  const isHeld = proof !== undefined && proofHeldUntil !== undefined && proofHeldUntil > proof.at;
  return isSettled(account) && isHeld ? proofHeldUntil : undefined;
}

/** When binds settled whether the password works; it is proved again some days later. */
export const provedAt = (account: Account): EpochMs | undefined =>
  isSettled(account) && unprovedAt(account) === undefined ? account.proof?.at : undefined;

const isSettled = (account: Account): boolean => mayProve(account) && openAt(account) === undefined;

/** A password whose stored copy was destroyed can't be bound with. */
const mayProve = ({ current, candidates, drift }: Account): boolean =>
  current?.ciphertext !== undefined && candidates.length === 0 && drift === undefined;

function openAt(account: Account): EpochMs | undefined {
  const { current, proof } = account;
  if (current === undefined || !mayProve(account)) return undefined;
  if (proof?.version !== current.version) return later(current.setAt, FIRST_PROOF_MS);
  if (proof.result === 'unknown') return later(proof.at, DAY_MS);
  if (proof.result === 'works') return undefined;
  if (proof.hasWorked)
    return isRefusedForLong(proof) ? undefined : later(proof.at, AFTER_WORKED_MS);
  const age = proof.at - current.setAt;
  const again = AFTER_REFUSAL.find(({ beforeMs }) => age < beforeMs);
  return again && later(proof.at, again.waitMs);
}
