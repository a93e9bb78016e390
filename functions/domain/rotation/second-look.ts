import { type AccountStore } from '../../ports/account-store';
import { type Run, userKeysOf } from './run';
import { type Marks, nextPass } from './run-progress';
import { type EpochMs } from '../time';

/**
 * Whether everybody is to be looked through once more before the run ends: accounts came by address, so
 * one whose address changed between two pages may have been on neither. Who is due comes by time, and a
 * list as it is.
 */
export const mayHaveMissed = ({ scope, pass }: Run): boolean =>
  pass === 1 && scope !== 'due' && userKeysOf(scope) === undefined;

/** The same, but for a run of everybody of which every account with a password carries the mark. */
export async function hasMissed(
  accounts: Pick<AccountStore, 'countByStatus'>,
  run: Run,
  marks: Marks,
): Promise<boolean> {
  if (!mayHaveMissed(run)) return false;
  if (run.scope !== 'all') return true;
  const { active, unconfirmed, parked } = await accounts.countByStatus();
  const marked = marks.done + marks.failed + marks.parked + marks.skipped;
  return marked !== active + unconfirmed + parked;
}

/** Who is found now was missed by the first pass, and is counted. */
export function secondLook(run: Run, now: EpochMs): Run {
  return { ...nextPass(run, now), secondLook: run.pass + 1 };
}
