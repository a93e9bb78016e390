import { TaskAnswer, TaskBody } from '../../api/tick';
import { carryOn } from '../../domain/rotation/carry-on';
import { type RunPorts, type Told } from '../../domain/rotation/run-ports';
import { type DurationMs, later } from '../../domain/time';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { type Log } from '../../log';
import { changeAudit } from '../change-audit';

export type RotationWorkerDependencies = {
  readonly ports: Omit<RunPorts, 'told' | 'changed' | 'unexpected'>;
  readonly log: Pick<Log, 'passwordAudit' | 'rotationTask' | 'unexpected'>;
  /** How long one call carries runs on; a good deal less than its caller waits. */
  readonly sliceMs: DurationMs;
};

/**
 * The call of `rotation-worker`. 200 and 204 are final for a task; 503 brings it again. A body that is
 * not ours is answered 400, which the queue repeats as well, until its attempts are used up.
 */
export const rotationWorkerEndpoints = (
  dependencies: RotationWorkerDependencies,
): readonly Endpoint[] => [
  endpoint({
    method: 'POST',
    path: '/v1/rotation-tasks',
    summary: 'Carry runs on for some minutes, for the task queue',
    access: 'service',
    body: { mediaType: 'application/json', schema: TaskBody, maxBytes: 4096 },
    answers: {
      200: { description: 'This slice is done.', schema: TaskAnswer },
      204: { description: 'There is nothing to do for this task.' },
    },
    problems: ['rotation-waits'],
    handle: async ({ body, requestId }) => {
      if (!('slice' in body)) return { status: 204 };
      const { ports, sliceMs } = dependencies;
      const until = later(ports.clock.now(), sliceMs);
      const outcome = await carryOn(portsOf(dependencies, requestId), body, until);
      switch (outcome.kind) {
        case 'nothing':
          return { status: 204 };
        case 'carried-on':
          return { status: 200, json: { outcome: outcome.kind } };
        case 'busy':
          return problem(
            'rotation-waits',
            'Another worker is processing the runs. Send the same request again after the time in Retry-After.',
            outcome,
          );
      }
    },
  }),
];

const portsOf = ({ ports, log }: RotationWorkerDependencies, requestId: string): RunPorts => ({
  ...ports,
  changed: changeAudit(log, requestId),
  told: (told) => {
    note(log, told, requestId);
  },
  unexpected: (error) => {
    log.unexpected({ function: 'rotation-worker', requestId, error });
  },
});

function note(log: RotationWorkerDependencies['log'], told: Told, requestId: string): void {
  const { runId, userId, result, code } = told;
  if (result === 'done') return;
  const why = code === undefined ? {} : { code };
  log.rotationTask({ outcome: result, runId, userId, ...why, requestId });
}
