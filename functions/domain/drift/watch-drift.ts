import { type AccountStore } from '../../ports/account-store';
import { type ActivityLog, type PasswordActivity } from '../../ports/activity-log';
import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type Directory, type DirectoryConnector } from '../../ports/directory';
import { mapAtOnce } from '../at-once';
import { type ActivityLogStanding, activityLogOf } from '../configuration/activity-log-standing';
import {
  type Configuration,
  connectedCustomer,
  type Connection,
} from '../configuration/configuration';
import { isForeign } from '../passwords/seen-user';
import { DAY_MS, durationMs, earlier, type EpochMs, HOUR_MS, later, SECOND_MS } from '../time';
import { ActivityAccounts, isNoAnswer } from './activity-account';
import { clockSetAt, recordStanding, standingAfter } from './activity-log-check';
import { actorsOf } from './actors';
import { isRemembered } from './drifted';
import { isOurs, notedActivity, type OurCalls } from './noted-activity';
import { readActivities } from './read-activities';
import { reissueDrifted } from './reissue-drifted';

export type DriftPorts = {
  readonly accounts: AccountStore;
  readonly activityLog: ActivityLog;
  readonly configurations: ConfigurationStore;
  readonly directory: DirectoryConnector;
  readonly clock: Clock;
  /** A fresh UUID, for events. */
  readonly newId: () => string;
  readonly unexpected: (error: unknown) => void;
};

/** What the log reports late, it mostly reports within an hour. */
const OVERLAP_MS = HOUR_MS;

/** Once a day this much before the last such reading is read again, for what it reports later still. */
const LOOKS_BACK_MS = durationMs(2 * DAY_MS);

/** How long a tick reads: other parts of it need time, too. */
const READS_FOR_MS = durationMs(60 * SECOND_MS);

const AT_ONCE = 20;

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
  const begunAt = ports.clock.now();
  const known = activityLogOf(configuration);
  const from = beginning(known, begunAt);
  const faults: unknown[] = []; // a user whose record can't be written holds up nobody else
  let opened: Promise<Place | undefined> | undefined;
  const take = async (activities: readonly PasswordActivity[]): Promise<boolean> => {
    if (activities.length === 0) return true;
    opened ??= placeOf(ports, configuration, connection, clockSetAt(known, begunAt));
    const place = await opened;
    if (place === undefined) return false;
    const noted = await mapAtOnce(AT_ONCE, activities, (activity) =>
      note(ports, place, activity).catch((error: unknown) => {
        faults.push(error);
        return false;
      }),
    );
    return noted.every(Boolean);
  };
  const { activityLog: log } = ports;
  const inTime = (): boolean => goOn() && ports.clock.now() < later(begunAt, READS_FOR_MS);
  const request = { log, connection, since: from.since, take, goOn: inTime, clock: ports.clock };
  const reading = await readActivities(request);
  if (faults.length > 0) ports.unexpected(faults[0]);
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

type Place = {
  readonly configuration: Configuration;
  readonly ours: OurCalls;
  readonly whose: ActivityAccounts;
};

async function placeOf(
  { accounts, directory }: DriftPorts,
  configuration: Configuration,
  connection: Connection,
  clockSet: EpochMs | undefined,
): Promise<Place | undefined> {
  const opened = await directory.connect(connection);
  if (opened.kind === 'failed') return undefined;
  const actors = await allActors(configuration, opened.value);
  if (actors === undefined) return undefined;
  const ours = { actors, ...(clockSet === undefined ? {} : { clockSetAt: clockSet }) };
  return { configuration, ours, whose: new ActivityAccounts(accounts, opened.value) };
}

/**
 * The log names an admin by the primary address of that time, the configuration perhaps by an alias. Undefined:
 * Google does not say now who they are, and our own changes would seem to be another's.
 */
async function allActors(
  configuration: Configuration,
  directory: Directory,
): Promise<ReadonlySet<string> | undefined> {
  const named = actorsOf(configuration);
  const people = [...named].filter((address) => !address.endsWith('.gserviceaccount.com'));
  const found = await Promise.all(people.map((address) => directory.findUser(address)));
  if (found.some((answer) => answer.kind === 'failed' && isNoAnswer(answer.failure))) {
    return undefined;
  }
  const addresses = found.flatMap((answer) =>
    answer.kind === 'ok' ? [answer.value.primaryEmail, ...answer.value.aliases] : [],
  );
  return new Set([...named, ...addresses.map((address) => address.toLowerCase())]);
}

/** Whether an activity was dealt with; false: Google did not say whom it is about. */
async function note(
  { accounts, clock, newId }: DriftPorts,
  { configuration, ours, whose }: Place,
  activity: PasswordActivity,
): Promise<boolean> {
  const address = activity.address?.toLowerCase();
  const named = address === undefined ? [] : await whose.named(address);
  const isDone = (account: (typeof named)[number]): boolean =>
    isRemembered(account, activity) || isOurs(account, activity, ours);
  if (activity.event !== 'password-leaked' && named.some(isDone)) return true;
  const account = await whose.of(activity, address, named);
  if (account === 'unknown') return false;
  if (account === undefined) return true;
  // Whose account it is may not be known yet: a connection was saved a moment ago.
  if (isForeign(account, configuration)) return connectedCustomer(configuration) !== undefined;
  const judging = { ...ours, now: clock.now(), eventIds: [newId(), newId()] } as const;
  if (notedActivity(account, activity, judging).write === undefined) return true;
  await accounts.transact(account.userId, (stored) => ({
    ...(stored ? notedActivity(stored, activity, judging) : {}),
    result: undefined,
  }));
  return true;
}
