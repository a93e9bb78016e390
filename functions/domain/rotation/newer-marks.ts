import { type RunStore } from '../../ports/run-store';
import { type Run } from './run';
import { type Marks } from './run-progress';
import { type EpochMs } from '../time';

/** So many runs at most can be newer than one that is still active; the schedule has one at a time. */
const RECENT = 20;

/**
 * The marks of all runs that are newer than this one, undefined if there is none; not of one that a
 * clock running ahead has begun. An account carries
 * the mark of the newest run only, so some of these accounts may be done for this run too.
 */
export async function newerMarks(
  runs: RunStore,
  { runId }: Run,
  now: EpochMs,
): Promise<Marks | undefined> {
  const newer = (await runs.recent(RECENT)).filter(
    (run) => run.runId > runId && run.startedAt <= now,
  );
  if (newer.length === 0) return undefined;
  const marks = await Promise.all(newer.map((run) => runs.countMarks(run.runId)));
  return marks.reduce(sumOf);
}

export const sumOf = (one: Marks, other: Marks): Marks => ({
  done: one.done + other.done,
  failed: one.failed + other.failed,
  parked: one.parked + other.parked,
  skipped: one.skipped + other.skipped,
});
