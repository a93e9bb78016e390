import { type AccountAnswer } from '../api/account';
import { type RunAnswer } from '../api/run';
import { isActive } from '../domain/rotation/run';

/** How the rotation of one user goes. The last three are its end. */
export type RotationNews =
  | { readonly kind: 'under-way' | 'waits' | 'failed' | 'left-alone' }
  | { readonly kind: 'rotated'; readonly version: number };

/**
 * What became of a user in a run, from the account before it and now; `after` has to be read after
 * `run`, so that nothing the run did is missed.
 */
export function rotationNews(
  before: AccountAnswer,
  after: AccountAnswer | undefined,
  run: RunAnswer | undefined,
): RotationNews {
  const version = after?.version;
  if (version !== undefined && version > (before.version ?? 0)) return { kind: 'rotated', version };
  if (run === undefined) return { kind: 'under-way' }; // not told of yet
  if (isActive(run)) return { kind: run.waitingFor ? 'waits' : 'under-way' };
  const failedNow = after?.lastFailure?.at !== before.lastFailure?.at && after?.lastFailure;
  return { kind: failedNow ? 'failed' : 'left-alone' };
}

export const isOver = ({ kind }: RotationNews): boolean => kind !== 'under-way' && kind !== 'waits';
