import { type RunViewPorts } from '../../domain/rotation/run-view';
import { type TickPorts } from '../../domain/rotation/rotation-tick';
import { type DurationMs } from '../../domain/time';
import { type Log } from '../../log';

/** What the calls of `rotation` stand on. */
export type RotationDependencies = {
  readonly ports: Omit<TickPorts, 'unexpected'> & RunViewPorts;
  readonly log: Pick<Log, 'rotationRun' | 'configurationFailing' | 'unexpected'>;
  /** How long one call may take; less than its caller waits. */
  readonly tickMs: DurationMs;
};
