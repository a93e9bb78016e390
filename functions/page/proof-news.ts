import { type AccountAnswer } from '../api/account';
import { type RunAnswer } from '../api/run';
import { isActive, type RunWait, type StopReason } from '../domain/runs/run';

/** The progress of the proof of one user's password. All but `under-way` and `waits` are final. */
export type ProofNews =
  | { readonly kind: 'under-way' | 'works' | 'refused' | 'unknown' | 'failed' }
  | { readonly kind: 'waits'; readonly waitingFor: RunWait }
  | { readonly kind: 'skipped' | 'stopped'; readonly reason: string };

/**
 * What a run that proves says of its one user. `account` must be read later than `run`, so that it contains
 * everything the run did. `unknown`: the account's proof has the reason. `failed`: nothing has.
 */
export function proofNews(
  account: AccountAnswer | undefined,
  run: RunAnswer | undefined,
): ProofNews {
  if (run === undefined) return { kind: 'under-way' }; // the run is not visible yet
  const proof = account?.proof;
  const isNew = proof !== undefined && Date.parse(proof.at) >= Date.parse(run.startedAt);
  if (isNew && proof.version === account?.version) return { kind: proof.result };
  if (isActive(run)) {
    return run.waitingFor ? { kind: 'waits', waitingFor: run.waitingFor } : { kind: 'under-way' };
  }
  if (run.done > 0) return { kind: 'works' };
  const stopReason: StopReason | undefined = run.stopReason;
  if (stopReason !== undefined) return { kind: 'stopped', reason: stopReason };
  const [skipped] = Object.entries(run.skippedBy).find(([, count]) => count > 0) ?? [];
  return skipped === undefined ? { kind: 'failed' } : { kind: 'skipped', reason: skipped };
}

/** Whether a bind may say something of the password: it is set, nothing is in doubt, and nobody changed it. */
export const canBeProved = ({ status, version, drift }: AccountAnswer): boolean =>
  (status === 'active' || status === 'parked') && version !== undefined && drift === undefined;
