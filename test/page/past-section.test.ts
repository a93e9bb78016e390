import { type CountHistory } from '../../functions/domain/passwords/count-history';
import { type DailyCounts, keptDays } from '../../functions/domain/passwords/daily-counts';
import { epochMs } from '../../functions/domain/time';
import { type Language } from '../../functions/page/language';
import { type Past, pastSection } from '../../functions/page/past-section';
import { PAGE_TEXTS } from '../../functions/page/texts/page-texts';

const DAYS = keptDays(epochMs(Date.parse('2026-11-29T09:00:00.000Z')));

const on = (day: string, more: Partial<DailyCounts> = {}): DailyCounts => ({
  day,
  customerId: 'C1',
  ages: { upTo7Days: 1_000_000, upTo30Days: 20, upTo90Days: 0, over90Days: 3 },
  proofs: { proved: 0, doubted: 0, unproved: 1_000_023 },
  ...more,
});

const history = (
  counts: readonly DailyCounts[],
  more: Partial<CountHistory> = {},
): CountHistory => ({
  days: DAYS,
  counts,
  isHeld: false,
  isProving: false,
  ...more,
});

const drawn = (past: Past, language: Language = 'en'): string => {
  const reader = { language, texts: PAGE_TEXTS[language], email: 'x@example.com' };
  return pastSection(reader, past)?.text ?? '';
};

/** The words that are seen, without what a screen reader is told of the drawing. */
const words = (past: Past, language: Language = 'en'): string =>
  drawn(past, language)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/ +|\n+/g, ' ')
    .replaceAll(/( )+/g, ' ')
    .trim();

test('one day: its numbers in words, top band first, and since when there are any', () => {
  expect(words(history([on('2026-11-29')]))).toBe(
    'The last 90 days Counted once a day, at the first tick after midnight UTC. The first count is of 29 November 2026. ' +
      'Passwords by age 1,000,023 1 Sept 29 Nov On 29 November 2026, from top to bottom: ' +
      'Up to 7 days 1,000,000 8 to 30 days 20 31 to 90 days 0 Over 90 days 3 Show the numbers Passwords by age ' +
      'Day Up to 7 days 8 to 30 days 31 to 90 days Over 90 days 29 Nov 1,000,000 20 0 3',
  );
});

test('in French, with French numbers and dates', () => {
  expect(words(history([on('2026-11-29')]), 'fr')).toContain(
    'Le 29 novembre 2026, de haut en bas\u00a0: 7 jours au plus 1\u202f000\u202f000 De 8 à 30 jours 20',
  );
});

test('the drawing has a name, a bar for each band, and no style of its own', () => {
  const text = drawn(history([on('2026-11-29')]));
  expect(text).toContain(
    'aria-label="Bars by day: Passwords by age, 1 September 2026 to 29 November 2026. The same numbers are in the table below."',
  );
  expect(text).toContain('<path class="age-over90Days" d="M89.1 98h0.8v2h-0.8z" />');
  expect(text).toContain('<path class="age-upTo7Days" d="M89.1 0h0.8v96h-0.8z" />');
  expect(text).not.toMatch(/\sstyle=/);
});

test('a day that was not counted is told in the legend and in the table', () => {
  const text = words(history([on('2026-11-26'), on('2026-11-28')]));
  expect(text).toContain('Over 90 days 3 Not counted Show');
  expect(text).toContain('28 Nov 1,000,000 20 0 3 27 Nov Not counted 26 Nov 1,000,000 20 0 3');
});

test('90 days in a row have no note of a beginning, and no gap', () => {
  const text = words(history(DAYS.map((day) => on(day))));
  expect(text).not.toContain('The first count');
  expect(text).not.toContain('Not counted');
});

test('zero users: no drawing, but the zeros', () => {
  const none = {
    ages: { upTo7Days: 0, upTo30Days: 0, upTo90Days: 0, over90Days: 0 },
    proofs: { proved: 0, doubted: 0, unproved: 0 },
  };
  const past = history([on('2026-11-29', none)]);
  expect(words(past)).toContain(
    'Passwords by age There was none on any counted day. On 29 November 2026, from top to bottom: Up to 7 days 0',
  );
  expect(drawn(past)).not.toContain('role="img"');
});

test('proofs are drawn where Secure LDAP is connected, or once was', () => {
  const title = 'Proofs at Secure LDAP';
  expect(words(history([on('2026-11-29')]))).not.toContain(title);
  expect(words(history([on('2026-11-29')], { isProving: true }))).toContain(title);
  const proofs = { proved: 5, doubted: 2, unproved: 1 };
  expect(words(history([on('2026-11-28', { proofs }), on('2026-11-29', { proofs })]))).toContain(
    `${title} 8 1 Sept 29 Nov On 29 November 2026, from top to bottom: Proved 5 Unproved 1 In doubt 2`,
  );
});

test('devices are drawn from the first day on which they were counted', () => {
  const past = history([on('2026-11-28'), on('2026-11-29', { devicesBehind: 7 })]);
  expect(words(past)).toContain(
    'Devices behind 7 1 Sept 29 Nov On 29 November 2026: Without the current password 7 Show the numbers ' +
      'Devices behind Day Without the current password 29 Nov 7',
  );
});

test('before the first count, without a connection, and while counts cannot be read', () => {
  expect(words(history([]))).toBe(
    'The last 90 days The first count is made at the next tick, usually within 15 minutes. From then on, pictures show how passwords change from day to day.',
  );
  expect(drawn(undefined)).toBe('');
  expect(words('unread')).toContain('The counts could not be read, so there are no pictures.');
});

test('while passwords of another Workspace are kept, the page says why no day is counted', () => {
  const held = 'No day is counted at present, because passwords of another Workspace are kept here';
  expect(words(history([], { isHeld: true }))).toContain(held);
  expect(words(history([], { isHeld: true }))).not.toContain('within 15 minutes');
  expect(words(history([on('2026-11-01')], { isHeld: true }))).toMatch(
    new RegExp(`${held}.*1 November 2026`),
  );
});
