import { type ActivityLog } from '../../ports/activity-log';
import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type ActivityLogStanding, activityLogOf } from '../configuration/activity-log-standing';
import { type Configuration } from '../configuration/configuration';
import { type GoogleFailure, type GoogleFailureCode } from '../google-failure';
import { DAY_MS, durationMs, earlier, type EpochMs } from '../time';
import { type Reading, timely } from './read-activities';

/** What Google answers where an administrator has not authorised the scope of the log. */
const NOT_AUTHORISED: ReadonlySet<GoogleFailureCode> = new Set([
  'delegation-missing',
  'scope-refused',
  'scope-insufficient',
]);

/** `begunAt`: when the reading began. `looksBack`: whether it read further back than usual. */
export type ReadingPlace = {
  readonly connectedAt: EpochMs;
  readonly begunAt: EpochMs;
  readonly looksBack: boolean;
};

/** What Google does not say the user of is read again for this long, as what the log reports late is. */
const READ_AGAIN_MS = durationMs(2 * DAY_MS);

/** What a reading leaves behind; undefined: nothing new. */
export function standingAfter(
  reading: Reading,
  known: ActivityLogStanding | undefined,
  { connectedAt, begunAt, looksBack }: ReadingPlace,
): ActivityLogStanding | undefined {
  const { code: _, state: __, ...found } = known ?? {};
  const setAt = clockSetAt(known, begunAt);
  const places = { ...found, ...(setAt === undefined ? {} : { clockSetAt: setAt }) };
  if (reading.kind === 'failed') {
    const next = failedStanding(reading.failure, places, connectedAt);
    return known?.state === next.state && known.code === next.code ? undefined : next;
  }
  const readUntil = known?.readUntil;
  const isOld = readUntil !== undefined && readUntil < earlier(begunAt, READ_AGAIN_MS);
  if (reading.kind === 'cut-short' || (reading.kind === 'partial' && !isOld)) {
    return known?.state === 'ok' ? undefined : { ...places, connectedAt, state: 'ok' };
  }
  const back = looksBack ? { lookedBackAt: begunAt } : {};
  return { ...places, connectedAt, state: 'ok', readUntil: begunAt, ...back };
}

/** When our clock was found to agree with Google's again; undefined: it always has. */
export const clockSetAt = (
  known: ActivityLogStanding | undefined,
  now: EpochMs,
): EpochMs | undefined => (known?.code === 'clock-skewed' ? now : known?.clockSetAt);

/** The places of earlier readings stay: what was missed meanwhile is read later. */
const failedStanding = (
  { code }: GoogleFailure,
  places: Partial<ActivityLogStanding>,
  connectedAt: EpochMs,
): ActivityLogStanding =>
  NOT_AUTHORISED.has(code)
    ? { ...places, connectedAt, state: 'off' }
    : { ...places, connectedAt, state: 'failing', code };

/** Records a standing, unless another connection was saved meanwhile. */
export const recordStanding = (
  configurations: ConfigurationStore,
  activityLog: ActivityLogStanding,
): Promise<Configuration> =>
  configurations.transact((current) => {
    if (current.connectedAt !== activityLog.connectedAt) return { result: current };
    const next = { ...current, activityLog };
    return { write: next, result: next };
  });

type CheckPorts = {
  readonly activityLog: ActivityLog;
  readonly configurations: ConfigurationStore;
  readonly clock: Clock;
};

/**
 * Finds out now whether Google's log can be read, if the connection works, and returns the configuration with
 * the result. Notes no activity.
 */
export async function checkActivityLog(
  { activityLog, configurations, clock }: CheckPorts,
  configuration: Configuration,
): Promise<Configuration> {
  const { connection, connectedAt, verification } = configuration;
  if (connection === undefined || connectedAt === undefined || verification?.state !== 'ok') {
    return configuration;
  }
  const known = activityLogOf(configuration);
  const read = await activityLog.read(connection, { event: 'password-set', since: clock.now() });
  const begunAt = clock.now();
  const page = timely(read, begunAt);
  const reading: Reading = page.kind === 'failed' ? page : { kind: 'cut-short' };
  const next = standingAfter(reading, known, { connectedAt, begunAt, looksBack: false });
  return next ? recordStanding(configurations, next) : configuration;
}
