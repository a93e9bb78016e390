import { createHash } from 'node:crypto';
import { type ActivityEvent, type PasswordActivity } from '../../ports/activity-log';
import { durationMs, earlier, type EpochMs } from '../time';

/**
 * The minutes of Google's log of which every activity was dealt with, for the connection that was saved at
 * `connectedAt`. `minutes`: the newest ones, each as its name and its digest with `=` between them, separated by
 * blanks. At most 64 kB.
 */
export type SettledActivities = { readonly connectedAt: EpochMs; readonly minutes: string };

/** The digests of minutes by their names. */
export type SettledMinutes = ReadonlyMap<string, string>;

const MINUTE_MS = 60_000;

/** An entry takes up to 21 characters: two days in which every minute has activities of one event. */
const MOST_MINUTES = 3_000;

const INITIALS: Readonly<Record<ActivityEvent, string>> = {
  'password-set': 's',
  'password-edited': 'e',
  'password-leaked': 'l',
};

/** The beginning of the minute, so that a reading never begins within one. */
export const minuteBegin = (at: EpochMs): EpochMs => earlier(at, durationMs(at % MINUTE_MS));

/** Activities by the minute, the newest minute first, each activity once. */
export function byMinute(
  activities: readonly PasswordActivity[],
): readonly (readonly PasswordActivity[])[] {
  const minutes = new Map<EpochMs, Map<string, PasswordActivity>>();
  for (const activity of activities) {
    const begin = minuteBegin(activity.at);
    const found = minutes.get(begin) ?? new Map<string, PasswordActivity>();
    minutes.set(begin, found.set(activity.id, activity));
  }
  return [...minutes]
    .toSorted(([one], [other]) => other - one)
    .map(([, found]) => [...found.values()]);
}

/** The name of a minute of an event: its initial, and the minutes since 1970 in base 36. */
export const minuteName = ({ event, at }: Pick<PasswordActivity, 'event' | 'at'>): string =>
  INITIALS[event] + (minuteBegin(at) / MINUTE_MS).toString(36);

/** The same for the same activities in any order: their number, and the sum of 48 bits of a hash of each id. */
export function digestOf(activities: readonly Pick<PasswordActivity, 'id'>[]): string {
  const hashes = activities.map(({ id }) =>
    createHash('sha256').update(id).digest().readUIntBE(0, 6),
  );
  const sum = hashes.reduce((total, hash) => (total + hash) % 2 ** 48, 0);
  return `${activities.length.toString(36)}.${sum.toString(36)}`;
}

/** What is known of this connection's log. What another connection dealt with, this one has to look at. */
export const settledOf = (
  stored: SettledActivities | undefined,
  connectedAt: EpochMs,
): SettledMinutes =>
  new Map(
    stored?.connectedAt === connectedAt
      ? [...stored.minutes.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', digest = '']) => [
          name,
          digest,
        ])
      : [],
  );

/**
 * With minutes that were dealt with. Undefined: nothing is to be written, since a newer connection was saved
 * meanwhile. A digest stays true whoever writes last: those very activities were dealt with.
 */
export function withSettled(
  stored: SettledActivities | undefined,
  connectedAt: EpochMs,
  fresh: SettledMinutes,
): SettledActivities | undefined {
  if (stored !== undefined && stored.connectedAt > connectedAt) return undefined;
  const all = new Map([...settledOf(stored, connectedAt), ...fresh]);
  const newestFirst = [...all].toSorted(([one], [other]) =>
    one.slice(1) < other.slice(1) ? 1 : -1,
  );
  const minutes = newestFirst.slice(0, MOST_MINUTES).map((entry) => entry.join('='));
  return { connectedAt, minutes: minutes.join(' ') };
}
