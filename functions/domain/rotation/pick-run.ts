import { type Run, isScheduled, userKeysOf } from './run';
import { type EpochMs, HOUR_MS } from '../time';

/**
 * The run that goes next, of those that nothing holds back: an administrator's list, then what else an
 * administrator asked for, then the schedule's, the oldest first. `last`: whose batch was the last; one
 * that has waited an hour gets every other batch, in turn with others that have.
 */
export function pickRun(
  runs: readonly Run[],
  last: Run | undefined,
  now: EpochMs,
): Run | undefined {
  const inOrder = runs.toSorted(
    (one, other) => rank(one) - rank(other) || one.startedAt - other.startedAt,
  );
  const [first] = inOrder;
  if (first === undefined || last?.runId !== first.runId) return first;
  const [kept] = inOrder
    .filter((run) => run !== first && hasWaited(run, now))
    .toSorted((one, other) => one.lastBatchAt - other.lastBatchAt);
  return kept ? { ...kept, sharesLane: true } : first;
}

const hasWaited = ({ sharesLane, lastBatchAt }: Run, now: EpochMs): boolean =>
  sharesLane === true || now - lastBatchAt >= HOUR_MS;

const rank = (run: Run): number => {
  if (isScheduled(run)) return 2;
  return userKeysOf(run.scope) ? 0 : 1;
};
