import { type RandomBytes } from '../passwords/password';
import { type EpochMs, epochMs } from '../time';

/** A new run's id; ids sort by when their runs started. */
export const newRunId = (startedAt: EpochMs, randomBytes: RandomBytes): string =>
  `${compact(startedAt)}-${Buffer.from(randomBytes(4)).toString('hex')}`;

/** Whether a text may be a run's id at all: letters, digits and hyphens, at most 64. */
export const isPossibleRunId = (text: string): boolean => /^[A-Za-z0-9-]{1,64}$/.test(text);

/** The id of a tick that planned nothing; it is not recorded, since it says everything itself. */
export const tickId = (at: EpochMs): string => `tick-${compact(at)}`;

/** When that tick was, or undefined if this is not the id of one that can have been. */
export function tickTime(id: string, now: EpochMs): EpochMs | undefined {
  const found = /^tick-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(id);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, ms] = found;
  const at = Date.parse(
    `${String(year)}-${String(month)}-${String(day)}T${String(hour)}:${String(minute)}:${String(second)}.${String(ms)}Z`,
  );
  return Number.isNaN(at) || at > now || tickId(epochMs(at)) !== id ? undefined : epochMs(at);
}

/** `20260101T000000000Z`: letters and digits only, as a task's name and a URL take it. */
const compact = (at: EpochMs): string => new Date(at).toISOString().replaceAll(/[-:.]/g, '');
