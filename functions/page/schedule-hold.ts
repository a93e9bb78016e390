import { SCHEDULE } from '../domain/rotation/run';
import { type RunJson } from './overview-json';

/** As long as the schedule itself stands still after a stop (`domain/rotation-tick.ts`). */
const HELD_MS = 6 * 3_600_000;

/**
 * Until when the schedule stands still because its own last run was stopped; undefined: it does not.
 * A change of the policy or the connection since (`updatedAt`) lets it go on.
 */
export function scheduleHeldUntil(
  runs: readonly Pick<RunJson, 'startedBy' | 'stopReason' | 'finishedAt'>[],
  updatedAt: string | undefined,
  at: string,
): Date | undefined {
  const last = runs.find(({ startedBy }) => startedBy === SCHEDULE); // the newest stands first
  if (last?.stopReason === undefined || last.finishedAt === undefined) return undefined;
  if (last.stopReason === 'first-wave-unanswered') return undefined;
  const stoppedMs = Date.parse(last.finishedAt);
  if (updatedAt !== undefined && Date.parse(updatedAt) > stoppedMs) return undefined;
  const untilMs = stoppedMs + HELD_MS;
  return untilMs > Date.parse(at) ? new Date(untilMs) : undefined;
}
