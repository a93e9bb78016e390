import { type RunAnswer } from '../../api/run';
import { type RunView } from '../../domain/rotation/run-view';
import { rfc3339 } from '../../domain/time';

/** A run as the calls show it, field by field: nothing of its cursor, its hand or its worker. */
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
    ...(run.waitingFor ? { waitingFor: run.waitingFor } : {}),
    ...(run.stopReason ? { stopReason: run.stopReason } : {}),
    ...(run.finishedAt === undefined ? {} : { finishedAt: rfc3339(run.finishedAt) }),
    ...(secondsLeft === undefined ? {} : { estimatedSecondsLeft: secondsLeft }),
  };
}
