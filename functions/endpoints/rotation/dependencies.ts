import { type TickPorts } from '../../domain/rotation/rotation-tick';
import { type DurationMs } from '../../domain/time';
import { type Log } from '../../log';

/** What the calls of `rotation` stand on. */
export type RotationDependencies = {
  readonly ports: Omit<TickPorts, 'unexpected'>;
  readonly log: Pick<Log, 'rotationRun' | 'configurationFailing' | 'unexpected'>;
  /** How long one call may plan; less than its caller waits. */
  readonly planningMs: DurationMs;
};
