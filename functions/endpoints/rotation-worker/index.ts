import { TaskAnswer, TaskBody } from '../../api/tick';
import { carryOn } from '../../domain/rotation/carry-on';
import { type RunPorts, type Told } from '../../domain/runs/run-ports';
import { type DurationMs, later } from '../../domain/time';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { type Log } from '../../log';
import { changeAudit } from '../change-audit';

export type RotationWorkerDependencies = {
  readonly ports: Omit<RunPorts, 'told' | 'changed' | 'unexpected'>;
  readonly log: Pick<Log, 'passwordAudit' | 'rotationTask' | 'unexpected'>;
  /** How long one call processes runs. Well below the time that its caller waits. */
  readonly sliceMs: DurationMs;
};

/**
 * The call of `rotation-worker`. 200 and 204 complete a task, 503 makes the queue send it again. An invalid
 * body is answered with 400. The queue retries that as well, until the task has no attempts left.
 */
export const rotationWorkerEndpoints = (
  dependencies: RotationWorkerDependencies,
): readonly Endpoint[] => [
  endpoint({
    method: 'POST',
    path: '/v1/rotation-tasks',
    summary: 'Process runs for some minutes, for the task queue',
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
