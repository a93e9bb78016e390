import { isCircuitClosed, mayTryRight } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { type Run, type RunWait, SCHEDULE } from './run';
import { type EpochMs } from '../time';
import { windowAt } from '../configuration/window';

/**
 * What holds a run back now, or undefined. Pause and window are for the schedule: what an administrator
 * asks for is done at once.
 */
export function gateOf(
  run: Pick<Run, 'startedBy' | 'customerId'>,
  configuration: Configuration,
  now: EpochMs,
): RunWait | undefined {
  if (!isCircuitClosed(configuration) && !mayTryRight(configuration, now)) return 'configuration';
  const unknown = run.customerId !== undefined && configuration.customerId === undefined;
  if (unknown) return 'configuration'; // saved anew: whose it is, the verification finds out
  if (run.startedBy !== SCHEDULE) return undefined;
  const { paused, window } = configuration.policy;
  if (paused) return 'paused';
  return window && windowAt(window, now).kind === 'closed' ? 'window' : undefined;
}
