import { z } from 'zod';
import { viewRun } from '../../domain/rotation/run-view';
import { isPossibleRunId, tickTime } from '../../domain/rotation/run-id';
import { rfc3339 } from '../../domain/time';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { type RotationDependencies } from './dependencies';
import { RunAnswer, runAnswer } from './run-answer';

const RunParams = z.object({ runId: z.string().min(1).max(64) });

/** `GET /v1/rotations/{runId}`: how far a run is. A tick that planned nothing has an id too. */
export const readRunEndpoint = ({ ports }: RotationDependencies): Endpoint =>
  endpoint({
    method: 'GET',
    path: '/v1/rotations/{runId}',
    summary: 'How far a run is',
    access: 'service',
    params: RunParams,
    answers: { 200: { description: 'The run.', schema: RunAnswer } },
    problems: ['not-found'],
    handle: async ({ params: { runId } }) => {
      const tick = tickTime(runId, ports.clock.now());
      if (tick !== undefined) return { status: 200, json: emptyRun(runId, rfc3339(tick)) };
      const run = isPossibleRunId(runId) ? await ports.runs.read(runId) : undefined;
      if (run === undefined) return problem('not-found', 'There is no run of this id.');
      return { status: 200, json: runAnswer(await viewRun(ports, run)) };
    },
  });

const emptyRun = (runId: string, at: string): RunAnswer => ({
  runId,
  scope: 'due',
  state: 'finished',
  startedAt: at,
  startedBy: 'schedule',
  total: 0,
  done: 0,
  failed: 0,
  parked: 0,
  skipped: 0,
  skippedBy: {},
  finishedAt: at,
});
