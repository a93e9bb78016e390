import { type Policy } from '../configuration/policy';
import { type Run, totalOf } from './run';
import { type Marks } from './run-progress';
import { durationMs, type EpochMs } from '../time';

/** `wait`: too little is known yet. `unanswered`: for so long that nothing will be heard any more. */
export type Verdict = 'wait' | 'go-on' | 'failed' | 'unanswered';

/** A wave that is not complete is judged by its part when nothing was heard of the rest for so long. */
const PATIENCE_MS = durationMs(600_000);
const LOST_MS = durationMs(3_600_000);

/** Whether the first wave is on its way and the rest has to wait for it. */
export const isWaveFull = (run: Run, { firstWave }: Policy): boolean =>
  run.state === 'first-wave' && run.page === undefined && run.enqueued >= firstWave.size;

/** How many more accounts may be enqueued now. */
export const capacityOf = (run: Run, { firstWave }: Policy): number =>
  run.state === 'first-wave' ? Math.max(1, firstWave.size - run.enqueued) : Infinity;

/**
 * Whether a run goes on after its first wave. Accounts that failed count against it at once, even if
 * a later try may mend them: better to wait for somebody to look than to fail thousands.
 */
export function waveVerdict(run: Run, marks: Marks, policy: Policy, now: EpochMs): Verdict {
  const leftAlone = totalOf(run) - run.enqueued - run.unmarked; // marked by the planner itself
  const tried = marks.done + marks.failed + marks.parked;
  const answered = tried + Math.max(0, marks.skipped - leftAlone);
  const silentMs = now - (run.progress?.at ?? now);
  if (answered < run.enqueued) {
    if (answered === 0) return silentMs >= LOST_MS ? 'unanswered' : 'wait';
    if (silentMs < PATIENCE_MS) return 'wait';
  }
  const share = (marks.failed + marks.parked) / Math.max(1, tried);
  return share > policy.firstWave.stopAtFailedShare ? 'failed' : 'go-on';
}
