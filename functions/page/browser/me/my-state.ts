import { type MeAnswer } from '../../../api/me';

/**
 * What the page shows of a person's password. `refused`: they may have none. `drifted`: changed elsewhere, so
 * it is not told. `forgotten`: no copy is stored any more. `none`: never had one. `taken-back`: revoked. `doubt`: not confirmed yet. `ready`: to show.
 */
export type MyState =
  'refused' | 'drifted' | 'forgotten' | 'none' | 'taken-back' | 'doubt' | 'ready';

export function stateOf({ canIssue, drift, forgotten, status, version }: MeAnswer): MyState {
  if (!canIssue) return 'refused';
  if (drift) return 'drifted';
  if (status === 'unconfirmed') return 'doubt';
  if (forgotten) return 'forgotten';
  if (status === 'revoked') return 'taken-back';
  return version === undefined ? 'none' : 'ready';
}
