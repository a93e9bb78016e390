import { type Configuration } from '../configuration/configuration';
import { DAY_MS, durationMs, type EpochMs, later } from '../time';
import { isScheduled, type Run } from './run';

/** How long the schedule stands still after a run that its first wave stopped; doubles with each in a row. */
const FIRST_HOLD_MS = 900_000;

/**
 * Until when the schedule stands still because the first wave of its last run failed: whatever failed
 * would fail again every 15 minutes. Undefined: it does not. A change of the policy or the connection
 * lets it go on. `recent`: the newest run first.
 */
export function heldUntil(
  recent: readonly Run[],
  { updatedAt }: Pick<Configuration, 'updatedAt'>,
  now: EpochMs,
): EpochMs | undefined {
  const ended = recent.filter((run) => isScheduled(run) && run.finishedAt !== undefined);
  const goodAt = ended.findIndex(({ stopReason }) => stopReason !== 'first-wave-failed');
  const stops = goodAt === -1 ? ended.length : goodAt;
  const finishedAt = ended[0]?.finishedAt;
  if (stops === 0 || finishedAt === undefined || finishedAt > now) return undefined;
  if (updatedAt !== undefined && updatedAt > finishedAt) return undefined;
  const holdMs = Math.min(DAY_MS, FIRST_HOLD_MS * 2 ** Math.min(16, stops - 1));
  const until = later(finishedAt, durationMs(holdMs));
  return now < until ? until : undefined;
}
