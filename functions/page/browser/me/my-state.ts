import { type MeAnswer } from '../../../api/me';

/**
 * What the page shows of a person's password. `refused`: they may have none. `drifted`: changed elsewhere, so
 * it is not told. `none`: never had one. `taken-back`: revoked. `doubt`: not confirmed yet. `ready`: to show.
 */
export type MyState = 'refused' | 'drifted' | 'none' | 'taken-back' | 'doubt' | 'ready';

export function stateOf({ canIssue, drift, status, version }: MeAnswer): MyState {
  if (!canIssue) return 'refused';
  if (drift) return 'drifted';
  if (status === 'unconfirmed') return 'doubt';
  if (status === 'revoked') return 'taken-back';
  return version === undefined ? 'none' : 'ready';
}
