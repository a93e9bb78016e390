import { nextWave } from './first-wave';
import { type Run } from './run';
import { type Marks, nextPass, progressOf } from './run-progress';
import { type EpochMs } from '../time';

/**
 * A run that nothing holds back any more. Tasks that were turned away for an hour are gone from the
 * queue: whoever is left is enqueued again. Google's limits and a full queue turn nobody away for long.
 */
export function resumedRun({ waitingFor, ...run }: Run, marks: Marks, now: EpochMs): Run {
  if (waitingFor === undefined || waitingFor === 'google' || waitingFor === 'queue') return run;
  const resumed = { ...run, resumed: { at: now, done: progressOf(run, marks).done } };
  if (run.state === 'running') return nextPass(resumed, now);
  return run.state === 'first-wave' ? nextWave(resumed, marks, now) : resumed;
}
