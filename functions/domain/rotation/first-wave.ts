import { type Policy } from '../configuration/policy';
import { type Run, totalOf, type WaveCount } from './run';
import { type Marks } from './run-progress';
import { durationMs, type EpochMs } from '../time';

/** `wait`: too little is known yet. `unanswered`: for so long that nothing will be heard any more. */
export type Verdict = 'wait' | 'go-on' | 'failed' | 'unanswered';

/** A wave that is not complete is judged by its part when nothing was heard of the rest for so long. */
const PATIENCE_MS = durationMs(600_000);
const LOST_MS = durationMs(3_600_000);

/** Whether the first wave is on its way and the rest has to wait for it. */
export const isWaveFull = (run: Run, { firstWave }: Policy): boolean =>
  run.state === 'first-wave' && run.page === undefined && inWave(run) >= firstWave.size;

const inWave = ({ enqueued, beforeWave }: Run): number => enqueued - (beforeWave?.enqueued ?? 0);

/** How many more accounts may be enqueued now. */
export const capacityOf = (run: Run, { firstWave }: Policy): number =>
  run.state === 'first-wave' ? Math.max(1, firstWave.size - inWave(run)) : Infinity;

/**
 * Whether a run goes on after its first wave. Accounts that failed count against it at once, even if
 * a later try may mend them: better to wait for somebody to look than to fail thousands.
 */
export function waveVerdict(run: Run, marks: Marks, policy: Policy, now: EpochMs): Verdict {
  const { answered, tried, inVain } = since(run.beforeWave, waveCount(run, marks));
  const silentMs = now - (run.progress?.at ?? now);
  if (answered < inWave(run)) {
    if (answered === 0) return silentMs >= LOST_MS ? 'unanswered' : 'wait';
    if (silentMs < PATIENCE_MS) return 'wait';
  }
  const share = inVain / Math.max(1, tried);
  return share > policy.firstWave.stopAtFailedShare ? 'failed' : 'go-on';
}

/**
 * The wave begins anew with the accounts that come next: what held the run back took longer than the
 * queue repeats a task. A later pass finds whom the tasks before have left.
 */
export function nextWave(run: Run, marks: Marks, now: EpochMs): Run {
  const { waitingFor: _, ...rest } = run;
  const progress = { marked: 0, ...run.progress, at: now };
  return { ...rest, beforeWave: waveCount(run, marks), progress };
}

function waveCount(run: Run, marks: Marks): WaveCount {
  const leftAlone = totalOf(run) - run.enqueued - run.unmarked; // marked by the planner itself
  const inVain = marks.failed + marks.parked;
  const tried = marks.done + inVain;
  const answered = tried + Math.max(0, marks.skipped - leftAlone);
  return { enqueued: run.enqueued, answered, tried, inVain };
}

/** Who failed before the wave and is done by now counts for nothing. */
function since(before: WaveCount | undefined, all: WaveCount): Omit<WaveCount, 'enqueued'> {
  if (before === undefined) return all;
  return {
    answered: Math.max(0, all.answered - before.answered),
    tried: Math.max(0, all.tried - before.tried),
    inVain: Math.max(0, all.inVain - before.inVain),
  };
}
