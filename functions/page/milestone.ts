import { type RunAnswer } from '../api/run';
import { isActive } from '../domain/runs/run';
import { progressOf } from './run-progress';

/** An event worth announcing to a reader who is not looking at the page. Progress steps are not. */
export type Milestone =
  | { readonly kind: 'started' | 'goes-on' | 'ended'; readonly run: RunAnswer }
  | { readonly kind: 'waits'; readonly run: RunAnswer; readonly waitingFor: RunWaitName }
  | { readonly kind: 'quarter'; readonly run: RunAnswer; readonly percent: 25 | 50 | 75 };

type RunWaitName = NonNullable<RunAnswer['waitingFor']>;

/** The milestones between two readings: at most one per run, the most important one. */
export const milestonesBetween = (
  before: readonly RunAnswer[],
  after: readonly RunAnswer[],
): Milestone[] =>
  after.flatMap((run) => {
    const earlier = before.find(({ runId }) => runId === run.runId);
    const milestone = earlier ? between(earlier, run) : begun(run);
    return milestone ? [milestone] : [];
  });

const begun = (run: RunAnswer): Milestone => ({ kind: isActive(run) ? 'started' : 'ended', run });

function between(before: RunAnswer, run: RunAnswer): Milestone | undefined {
  if (!isActive(before)) return undefined;
  if (!isActive(run)) return { kind: 'ended', run };
  if (before.waitingFor !== run.waitingFor) {
    return run.waitingFor
      ? { kind: 'waits', run, waitingFor: run.waitingFor }
      : { kind: 'goes-on', run };
  }
  const percent = quarterOf(run);
  return percent > quarterOf(before) && percent !== 0
    ? { kind: 'quarter', run, percent }
    : undefined;
}

function quarterOf(run: RunAnswer): 0 | 25 | 50 | 75 {
  const share = progressOf(run).of?.share ?? 0;
  if (share >= 0.75) return 75;
  if (share >= 0.5) return 50;
  return share >= 0.25 ? 25 : 0;
}
