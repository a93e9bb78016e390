import { type Clock } from '../../ports/clock';
import { type RunStore } from '../../ports/run-store';
import { type Configuration } from '../configuration/configuration';
import { gateOf } from './rotation-gate';
import { type Run, withCredibleStart } from './run';
import { stopRun } from './start-run';
import { noteWait } from './run-writer';

/**
 * Active runs that nothing holds back now but Google's limits; what holds the others is noted on them. A
 * run for the users of another Workspace than the connected one ends.
 */
export async function freeRuns(
  ports: { readonly runs: RunStore; readonly clock: Clock },
  configuration: Configuration,
): Promise<readonly Run[]> {
  const now = ports.clock.now();
  const free: Run[] = [];
  for (const run of await ports.runs.active()) {
    if (isOfAnother(run, configuration)) {
      await stopRun(ports, run.runId, 'disconnected');
      continue;
    }
    const wait = gateOf(run, configuration, now);
    if (wait !== undefined || (run.waitingFor !== 'google' && run.waitingFor !== 'queue')) {
      await noteWait(ports, run, wait);
    }
    if (wait === undefined) free.push(withCredibleStart(run, now));
  }
  return free;
}

/** Of a run that began when nobody knew whose users it is for: whatever was connected since. */
function isOfAnother(
  { customerId, startedAt }: Run,
  { customerId: connected, connectedAt = startedAt }: Configuration,
): boolean {
  if (customerId === undefined) return startedAt < connectedAt;
  return connected !== undefined && customerId !== connected;
}
