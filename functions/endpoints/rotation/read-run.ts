import { RunAnswer, RunParams } from '../../api/run';
import { isPossibleRunId } from '../../domain/runs/run';
import { viewRun } from '../../domain/runs/run-view';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { type RotationDependencies } from '../dependencies';
import { runAnswer } from './run-answer';

/** `GET /v1/runs/{runId}` and its path in the first release: the progress of a run. */
export const readRunEndpoints = ({
  ports,
}: Pick<RotationDependencies, 'ports'>): readonly Endpoint[] =>
  (['/v1/runs/{runId}', '/v1/rotations/{runId}'] as const).map((path) =>
    endpoint({
      method: 'GET',
      path,
      summary: 'Progress of a run',
      access: 'service',
      params: RunParams,
      answers: { 200: { description: 'The run.', schema: RunAnswer } },
      problems: ['not-found'],
      handle: async ({ params: { runId } }) => {
        const run = isPossibleRunId(runId) ? await ports.runs.read(runId) : undefined;
        if (run === undefined) return problem('not-found', 'There is no run with this ID.');
        return { status: 200, json: runAnswer(await viewRun(ports, run)) };
      },
    }),
  );
