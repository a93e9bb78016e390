import { type EpochMs } from '../time';
import { WEEKDAYS } from './policy';
import { windowAt } from './window';

/** The moment at which this moment's day ends by the clock of a time zone: the same for all moments of a day. */
export function dayEnd(timeZone: string, at: EpochMs): EpochMs {
  const wholeDays = { days: [...WEEKDAYS], from: '00:00', to: '00:00', timeZone };
  const now = windowAt(wholeDays, at);
  return now.kind === 'open' ? now.until : now.opensAt;
}
