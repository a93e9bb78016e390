import { type ForecastPorts } from '../../domain/rotation/forecast';
import { type StartRunPorts } from '../../domain/rotation/start-run';
import { type RunViewPorts } from '../../domain/rotation/run-view';
import { type Log } from '../../log';

/** What the page's calls about rotation stand on. */
export type RotationControlDependencies = {
  readonly ports: StartRunPorts & RunViewPorts & ForecastPorts;
  readonly log: Pick<Log, 'rotationAudit'>;
};
