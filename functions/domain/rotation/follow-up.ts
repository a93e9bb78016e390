import { type Clock } from '../../ports/clock';
import { type Task, type TaskQueue } from '../../ports/task-queue';
import { type Run } from './run';
import { taskName } from './task-name';
import { type DurationMs, durationMs, type EpochMs, later, until } from '../time';

/** A planner comes back to a run no sooner and no later than this. */
const SOONEST_MS = 1_000;
const LATEST_MS = 300_000;

/** A follow-up that is so late is lost. */
const LOST_AFTER_MS = durationMs(60_000);

/**
 * When to look after a run again: when it should be done by its pace, but ever less often while
 * nothing moves.
 */
export const comeBackIn = (expectedMs: number, idleMs: number): DurationMs =>
  durationMs(Math.min(LATEST_MS, Math.max(SOONEST_MS, expectedMs, idleMs)));

export type FollowUpPorts = {
  readonly clock: Clock;
  readonly tasks: TaskQueue;
  readonly unexpected: (error: unknown) => void;
};

/**
 * Makes sure that a task comes back to this run, `inMs` from now unless one is on its way already; when
 * planning is to go on at once, in any case. Gives when; undefined: none will, so the next tick does.
 * `consumed` is the one that called just now, if one did; `inMs` undefined: none is needed.
 */
export async function ensureFollowUp(
  { clock, tasks, unexpected }: FollowUpPorts,
  run: Run,
  consumed: EpochMs | undefined,
  inMs: DurationMs | undefined,
): Promise<EpochMs | undefined> {
  const now = clock.now();
  const pending = isPending(run, consumed, now);
  if (inMs === undefined || (pending && inMs > 0)) return pending ? run.followUpAt : undefined;
  const at = later(now, inMs);
  try {
    const answer = await tasks.enqueue(followUpTask(run.runId, at, now));
    return answer === 'unavailable' ? undefined : at;
  } catch (error) {
    unexpected(error);
    return undefined;
  }
}

/** Whether a follow-up is on its way; one that was set by a clock running ahead is not believed. */
function isPending({ followUpAt }: Run, consumed: EpochMs | undefined, now: EpochMs): boolean {
  if (followUpAt === undefined || followUpAt === consumed) return false;
  return now < later(followUpAt, LOST_AFTER_MS) && followUpAt <= now + LATEST_MS;
}

/** The task that calls `rotation` back for one run. */
export const followUpTask = (runId: string, at: EpochMs, now: EpochMs): Task => ({
  name: taskName(runId, 'follow-up', at),
  target: 'rotation',
  path: '/v1/rotations',
  body: { runId, followUpAt: at },
  delayMs: until(now, at),
});
