import { type RunStore } from '../../ports/run-store';
import { type Configuration } from '../configuration/configuration';
import { DAY_MS, durationMs, type EpochMs, HOUR_MS, later } from '../time';
import { isNoLongerNamed } from './no-longer-named';
import { type Run, type RunKind, type StopReason } from './run';

/** The hold after a run that its first wave stopped; doubles with each in a row. */
const FIRST_HOLD_MS = 900_000;

/** The hold after a run that an administrator stopped; pausing the schedule holds it longer. */
const STOPPED_HOLD_MS = 6 * HOUR_MS;

/** How many runs mostly show that there is none: an active one, and the last one that ended. */
const FEW = 2;

/** How many runs decide on the hold: fewer in a row double it to a day. */
const LOOKS_BACK = 10;

const HOLDING: ReadonlySet<StopReason | undefined> = new Set<StopReason>([
  'first-wave-failed',
  'by-administrator',
]);

export type ScheduleHold = { readonly reason: StopReason; readonly until: EpochMs };

/**
 * The hold on the schedule's runs of this kind after the last one was stopped: what failed in a first wave would
 * fail again every 15 minutes. A change of the policy or the connection lifts it.
 */
export async function scheduleHold(
  runs: Pick<RunStore, 'ofSchedule'>,
  kind: RunKind,
  { updatedAt, policy }: Pick<Configuration, 'updatedAt' | 'policy'>,
  now: EpochMs,
): Promise<ScheduleHold | undefined> {
  const isPast = (run: Run): boolean =>
    run.finishedAt !== undefined && run.finishedAt <= now && !isNoLongerNamed(run, policy);
  const few = await runs.ofSchedule(kind, FEW);
  const newest = few.find(isPast); // otherwise a clock ran ahead
  const decides = few.length < FEW || (newest !== undefined && !HOLDING.has(newest.stopReason));
  const ended = (decides ? few : await runs.ofSchedule(kind, LOOKS_BACK)).filter(isPast);
  const { stopReason: reason, finishedAt } = ended[0] ?? {};
  if (finishedAt === undefined || reason === undefined || !HOLDING.has(reason)) return undefined;
  if (updatedAt !== undefined && updatedAt > finishedAt) return undefined;
  const otherAt = ended.findIndex(({ stopReason }) => stopReason !== reason);
  const inARow = otherAt === -1 ? ended.length : otherAt;
  const doubled = Math.min(DAY_MS, FIRST_HOLD_MS * 2 ** Math.min(16, inARow - 1));
  const holdMs = reason === 'by-administrator' ? STOPPED_HOLD_MS : doubled;
  const until = later(finishedAt, durationMs(holdMs));
  return now < until ? { reason, until } : undefined;
}
