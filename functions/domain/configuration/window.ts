import { type RotationWindow, WEEKDAYS } from './policy';
import { DAY_MS, type EpochMs, epochMs } from '../time';

/** Whether the window is open at a moment, and until when or from when. */
export type WindowNow =
  | { readonly kind: 'open'; readonly until: EpochMs }
  | { readonly kind: 'closed'; readonly opensAt: EpochMs };

type LocalDate = { readonly year: number; readonly month: number; readonly day: number };

/**
 * The state of the window at a moment. The window begins on each of its days at `from` and ends at the next
 * `to`, by the clock of its time zone. If `from` and `to` are equal, it is open for a whole day.
 *
 * A time that the clock skips in spring is moved later by the length of the skip. A time that occurs twice in
 * autumn counts the first time. So the window opens on each of its days exactly once.
 */
export function windowAt(window: RotationWindow, now: EpochMs): WindowNow {
  // From yesterday, for a window past midnight, to this day next week.
  for (const { begin, end } of windowsAround(window, now, -1, 8)) {
    if (now < begin) return { kind: 'closed', opensAt: begin };
    if (now < end) return { kind: 'open', until: end };
  }
  throw new Error('A window has at least one day in each week.');
}

/** When the last window that has ended began. */
export function lastWindowBegan(window: RotationWindow, now: EpochMs): EpochMs {
  // From more than a week ago, since one that is open has not ended.
  const last = [...windowsAround(window, now, -9, 0)].findLast(({ end }) => end <= now);
  if (last === undefined) throw new Error('A window has at least one day in each week.');
  return last.begin;
}

/** The windows that begin on the days from `from` to `to`, counted from today. */
function* windowsAround(
  window: RotationWindow,
  now: EpochMs,
  from: number,
  to: number,
): Generator<{ readonly begin: EpochMs; readonly end: EpochMs }> {
  const zone = zoneClock(window.timeZone);
  const today = zone.dateAt(now);
  for (let offset = from; offset <= to; offset += 1) {
    const date = plusDays(today, offset);
    if (!window.days.includes(weekdayOf(date))) continue;
    const begin = zone.momentOf(date, window.from);
    const endDate = window.to > window.from ? date : plusDays(date, 1);
    yield { begin, end: endOf(begin, zone.momentOf(endDate, window.to), window) };
  }
}

/** A window that begins in a skipped hour may be moved past its own end. It then keeps its length. */
function endOf(begin: EpochMs, end: EpochMs, { from, to }: RotationWindow): EpochMs {
  if (end > begin) return end;
  return epochMs(begin + utcOf(FIRST_DAY, to) - utcOf(FIRST_DAY, from));
}

const FIRST_DAY: LocalDate = { year: 1970, month: 1, day: 1 };

const utcOf = ({ year, month, day }: LocalDate, timeOfDay = '00:00'): number => {
  const [hour = 0, minute = 0] = timeOfDay.split(':').map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
};

function plusDays(date: LocalDate, days: number): LocalDate {
  const moved = new Date(utcOf(date) + days * DAY_MS);
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

function weekdayOf(date: LocalDate): (typeof WEEKDAYS)[number] {
  const sundayFirst = new Date(utcOf(date)).getUTCDay();
  return WEEKDAYS[(sundayFirst + 6) % 7] ?? 'monday';
}

const clocks = new Map<string, ZoneClock>();

/** Cached, because making one costs more than all its uses. */
function zoneClock(timeZone: string): ZoneClock {
  const known = clocks.get(timeZone);
  if (known) return known;
  const made = new ZoneClock(timeZone);
  clocks.set(timeZone, made);
  return made;
}

/** The clock of a time zone, by the runtime's own IANA database. */
class ZoneClock {
  readonly #format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  dateAt(at: number): LocalDate {
    const shown = new Date(at + this.#offsetAt(at));
    return {
      year: shown.getUTCFullYear(),
      month: shown.getUTCMonth() + 1,
      day: shown.getUTCDate(),
    };
  }

  /** The moment when the clock shows this time on this day. */
  momentOf(date: LocalDate, timeOfDay: string): EpochMs {
    const shown = utcOf(date, timeOfDay);
    const before = this.#offsetAt(shown - DAY_MS);
    const after = this.#offsetAt(shown + DAY_MS);
    const fits = [shown - before, shown - after].filter((at) => at + this.#offsetAt(at) === shown);
    // None fits if the clock skips this time. The offset before the skip moves it later by the length of the
    // skip.
    return epochMs(fits.length === 0 ? shown - before : Math.min(...fits));
  }

  /** The offset from UTC, in milliseconds. */
  #offsetAt(at: number): number {
    const parts = new Map(this.#format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
    const shown = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return shown - Math.floor(at / 1000) * 1000;
  }
}
