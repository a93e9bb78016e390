import { type RunAnswer } from '../../api/run';
import { type RunView } from '../../domain/runs/run-view';
import { rfc3339, rfc3339OrNone } from '../../domain/time';

/**
 * A run as the calls show it. Lists every field and omits the internal ones: cursor, users in progress and
 * worker.
 */
export function runAnswer({ run, total, secondsLeft }: RunView): RunAnswer {
  return {
    runId: run.runId,
    kind: run.kind,
    scope: run.scope,
    state: run.state,
    startedAt: rfc3339(run.startedAt),
    startedBy: run.startedBy,
    total,
    ...run.counts,
    skippedBy: run.skippedBy,
    waitingFor: run.waitingFor,
    stopReason: run.stopReason,
    finishedAt: rfc3339OrNone(run.finishedAt),
    estimatedSecondsLeft: secondsLeft,
  };
}
