import { type ActivityLog, type PasswordActivity } from '../../ports/activity-log';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type ActivityLogStanding, activityLogOf } from '../configuration/activity-log-standing';
import { type Configuration } from '../configuration/configuration';
import { DAY_MS, durationMs, earlier, type EpochMs, HOUR_MS, later, SECOND_MS } from '../time';
import { clockSetAt, recordStanding, standingAfter } from './activity-log-check';
import { notingPlace, type NotingPlace } from './note-activities';
import { readActivities } from './read-activities';
import { ReadMinutes, type ReadMinutesPorts } from './read-minutes';
import { reissueDrifted } from './reissue-drifted';
import { minuteBegin } from './settled-activities';

export type DriftPorts = ReadMinutesPorts & {
  readonly activityLog: ActivityLog;
  readonly configurations: ConfigurationStore;
};

/** What the log reports late, it mostly reports within an hour. */
const OVERLAP_MS = HOUR_MS;

/** Once a day this much before the last such reading is read again, for what it reports later still. */
const LOOKS_BACK_MS = durationMs(2 * DAY_MS);

/** How long a tick reads: other parts of it need time, too. */
const READS_FOR_MS = durationMs(60 * SECOND_MS);

/**
 * What every tick does about passwords that somebody else changed at Google: reads Google's log since the last
 * time, where that is authorised, notes such changes on the accounts, and, if the policy says so, makes a new
 * password due. Safe to kill and to repeat: what a reading did not deal with is read again.
 */
export async function watchDrift(
  ports: DriftPorts,
  configuration: Configuration,
  goOn: () => boolean,
): Promise<void> {
  const { connection, connectedAt, policy } = configuration;
  if (connection === undefined || connectedAt === undefined) return;
  const { activityLog: log, clock } = ports;
  const begunAt = clock.now();
  const known = activityLogOf(configuration);
  const from = beginning(known, begunAt);
  const place = (): Promise<NotingPlace | undefined> =>
    notingPlace(ports, configuration, connection, clockSetAt(known, begunAt));
  const minutes = new ReadMinutes(ports, connectedAt, place);
  const take = (minute: readonly PasswordActivity[]): Promise<boolean> => minutes.take(minute);
  const inTime = (): boolean => goOn() && clock.now() < later(begunAt, READS_FOR_MS);
  const since = minuteBegin(from.since);
  const reading = await readActivities({ log, connection, since, take, goOn: inTime, clock });
  await minutes.keep();
  const standing = standingAfter(reading, known, { connectedAt, begunAt, ...from });
  if (standing) await recordStanding(ports.configurations, standing);
  if (policy.onDrift === 'reissue') await reissueDrifted(ports, goOn);
}

/** From when on to read. `looksBack`: further than usual. A cursor in the future is of a clock that ran ahead. */
function beginning(
  known: ActivityLogStanding | undefined,
  now: EpochMs,
): { readonly since: EpochMs; readonly looksBack: boolean } {
  const { readUntil, lookedBackAt } = known ?? {};
  const isRecent = (at: EpochMs): boolean => at <= now && now < later(at, DAY_MS);
  const looksBack = lookedBackAt === undefined || !isRecent(lookedBackAt);
  const from = lookedBackAt !== undefined && lookedBackAt <= now ? lookedBackAt : now;
  const back = earlier(from, LOOKS_BACK_MS);
  if (readUntil === undefined || readUntil > now) return { since: back, looksBack: true };
  const since = earlier(readUntil, OVERLAP_MS);
  return { since: looksBack && back < since ? back : since, looksBack };
}
