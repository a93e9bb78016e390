import { type Configuration } from '../configuration/configuration';
import { DAY_MS, durationMs, type EpochMs, HOUR_MS, later } from '../time';
import { isScheduled, type Run, type RunKind, type StopReason } from './run';

/** The hold after a run that its first wave stopped; doubles with each in a row. */
const FIRST_HOLD_MS = 900_000;

/** The hold after a run that an administrator stopped; pausing the schedule holds it longer. */
const STOPPED_HOLD_MS = 6 * HOUR_MS;

/**
 * How many of the newest runs decide on the hold. Where Secure LDAP is connected, there may be a run of proofs
 * at every tick.
 */
export const holdLooksBack = ({ secureLdap }: Pick<Configuration, 'secureLdap'>): number =>
  secureLdap === undefined ? 20 : 100;

export type ScheduleHold = { readonly reason: StopReason; readonly until: EpochMs };

/**
 * The hold on the schedule after its last run was stopped: what failed in a first wave would fail again every
 * 15 minutes. A change of the policy or the connection lifts it. `recent`: newest run first. `kind`: of the
 * schedule's runs.
 */
export function scheduleHold(
  recent: readonly Run[],
  { updatedAt }: Pick<Configuration, 'updatedAt'>,
  now: EpochMs,
  kind: RunKind = 'rotate',
): ScheduleHold | undefined {
  const isPast = ({ finishedAt }: Run): boolean => finishedAt !== undefined && finishedAt <= now;
  const ended = recent.filter(
    (run) => isScheduled(run) && run.kind === kind && isPast(run), // otherwise a clock ran ahead
  );
  const { stopReason: reason, finishedAt } = ended[0] ?? {};
  if (finishedAt === undefined) return undefined;
  if (reason !== 'first-wave-failed' && reason !== 'by-administrator') return undefined;
  if (updatedAt !== undefined && updatedAt > finishedAt) return undefined;
  const otherAt = ended.findIndex(({ stopReason }) => stopReason !== reason);
  const inARow = otherAt === -1 ? ended.length : otherAt;
  const doubled = Math.min(DAY_MS, FIRST_HOLD_MS * 2 ** Math.min(16, inARow - 1));
  const holdMs = reason === 'by-administrator' ? STOPPED_HOLD_MS : doubled;
  const until = later(finishedAt, durationMs(holdMs));
  return now < until ? { reason, until } : undefined;
}
