import { type AccountAnswer } from '../api/account';
import { type RunAnswer } from '../api/run';
import { isActive } from '../domain/runs/run';

/** The progress of one user's rotation. The last three are final. */
export type RotationNews =
  | { readonly kind: 'under-way' | 'waits' | 'failed' | 'left-alone' }
  | { readonly kind: 'rotated'; readonly version: number };

/**
 * The result of a run for one user, from the account before and after it. `after` must be read later than
 * `run`, so that it contains everything the run did.
 */
export function rotationNews(
  before: AccountAnswer,
  after: AccountAnswer | undefined,
  run: RunAnswer | undefined,
): RotationNews {
  const version = after?.version;
  if (version !== undefined && version > (before.version ?? 0)) return { kind: 'rotated', version };
  if (run === undefined) return { kind: 'under-way' }; // the run is not visible yet
  if (isActive(run)) return { kind: run.waitingFor ? 'waits' : 'under-way' };
  const failedNow = after?.lastFailure?.at !== before.lastFailure?.at && after?.lastFailure;
  return { kind: failedNow ? 'failed' : 'left-alone' };
}
