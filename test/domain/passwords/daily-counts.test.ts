import {
  AGE_BANDS,
  dayOf,
  keptDays,
  madeIn,
} from '../../../functions/domain/passwords/daily-counts';
import { epochMs } from '../../../functions/domain/time';

const at = (time: string) => epochMs(Date.parse(time));
const NOW = at('2026-03-01T00:05:00.000Z');
const DAY = 86_400_000;

test('a day is one of UTC', () => {
  expect(dayOf(at('2026-02-28T23:59:59.999Z'))).toBe('2026-02-28');
  expect(dayOf(at('2026-03-01T00:00:00.000Z'))).toBe('2026-03-01');
});

test('90 days are kept, with the present one, each once, also where summer time begins', () => {
  const days = keptDays(at('2026-05-01T00:05:00.000Z'));
  expect(days).toHaveLength(90);
  expect(new Set(days).size).toBe(90);
  expect([days[0], days[1], days.at(-1)]).toStrictEqual(['2026-02-01', '2026-02-02', '2026-05-01']);
});

/** The bands in which a password of this age is counted. */
const bandsOf = (ageMs: number): string[] =>
  AGE_BANDS.filter((band) => {
    const { after = -Infinity, upTo = Infinity } = madeIn(band, NOW);
    return NOW - ageMs > after && NOW - ageMs <= upTo;
  });

test.each([
  ['one that is new', 0, 'upTo7Days'],
  ['one from a clock that ran ahead', -5_000, 'upTo7Days'],
  ['one of 7 days and 23:59:59.999', 8 * DAY - 1, 'upTo7Days'],
  ['one of 8 days', 8 * DAY, 'upTo30Days'],
  [
    'one of 30 days and some minutes, rotated today under a period of 30',
    30 * DAY + 600_000,
    'upTo30Days',
  ],
  ['one of 31 days', 31 * DAY, 'upTo90Days'],
  ['one of 90 days and 23:59:59.999', 91 * DAY - 1, 'upTo90Days'],
  ['one of 91 days', 91 * DAY, 'over90Days'],
  ['one of years', 4_000 * DAY, 'over90Days'],
])('%s is counted in one band', (_, ageMs, band) => {
  expect(bandsOf(ageMs)).toStrictEqual([band]);
});
