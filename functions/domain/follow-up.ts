import { type Run } from './run';
import { taskName } from './task-name';
import { type Task } from '../ports/task-queue';
import { type DurationMs, durationMs, type EpochMs, later, until } from './time';

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

/**
 * Whether a task is on its way already that will look after this run. `consumed` is the one that
 * called just now, if one did.
 */
export function isFollowUpPending(
  { followUpAt }: Run,
  consumed: EpochMs | undefined,
  now: EpochMs,
): boolean {
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
