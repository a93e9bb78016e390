import fc from 'fast-check';
import { type RotationWindow, WEEKDAYS } from '../../../functions/domain/configuration/policy';
import { epochMs, rfc3339 } from '../../../functions/domain/time';
import { lastWindowBegan, windowAt } from '../../../functions/domain/configuration/window';

const paris = (change: Partial<RotationWindow> = {}): RotationWindow => ({
  days: [...WEEKDAYS],
  from: '22:00',
  to: '05:30',
  timeZone: 'Europe/Paris',
  ...change,
});
const at = (window: RotationWindow, moment: string): string => {
  const now = windowAt(window, epochMs(Date.parse(moment)));
  return now.kind === 'open' ? `open until ${rfc3339(now.until)}` : `opens ${rfc3339(now.opensAt)}`;
};

describe('the last window that has ended', () => {
  const began = (window: RotationWindow, moment: string): string =>
    rfc3339(lastWindowBegan(window, epochMs(Date.parse(moment))));

  test('is not one that is still open', () => {
    expect(began(paris(), '2026-01-16T04:29:59Z')).toBe('2026-01-14T21:00:00.000Z');
    expect(began(paris(), '2026-01-16T04:30:00Z')).toBe('2026-01-15T21:00:00.000Z');
  });

  test('may have begun more than a week ago', () => {
    const saturdayNight = paris({ days: ['saturday'] });
    expect(began(saturdayNight, '2026-01-18T02:00:00Z')).toBe('2026-01-10T21:00:00.000Z');
    expect(began(saturdayNight, '2026-01-24T20:59:59Z')).toBe('2026-01-17T21:00:00.000Z');
    const wholeDay = paris({ days: ['sunday'], from: '12:00', to: '12:00' });
    expect(began(wholeDay, '2026-01-19T10:59:59Z')).toBe('2026-01-11T11:00:00.000Z');
  });

  test('has always ended, and the next one of a daily window has not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 366 * 96 }), (quarters) => {
        const now = epochMs(Date.UTC(2026, 0, 1) + quarters * 900_000);
        const ago = now - lastWindowBegan(paris({ from: '02:30', to: '03:00' }), now);
        expect(ago).toBeGreaterThanOrEqual(1_800_000);
        expect(ago).toBeLessThan(26 * 3_600_000);
      }),
    );
  });
});

describe('a window', () => {
  test('past midnight is open from the evening to the morning', () => {
    const window = paris();
    expect(at(window, '2026-01-15T20:59:59.999Z')).toBe('opens 2026-01-15T21:00:00.000Z');
    expect(at(window, '2026-01-15T21:00:00Z')).toBe('open until 2026-01-16T04:30:00.000Z');
    expect(at(window, '2026-01-16T04:29:59.999Z')).toBe('open until 2026-01-16T04:30:00.000Z');
    expect(at(window, '2026-01-16T04:30:00Z')).toBe('opens 2026-01-16T21:00:00.000Z');
  });

  test('past midnight belongs to the day on which it begins', () => {
    const saturdayNight = paris({ days: ['saturday'] });
    expect(at(saturdayNight, '2026-01-18T02:00:00Z')).toBe('open until 2026-01-18T04:30:00.000Z');
    expect(at(saturdayNight, '2026-01-17T02:00:00Z')).toBe('opens 2026-01-17T21:00:00.000Z');
    expect(at(saturdayNight, '2026-01-18T12:00:00Z')).toBe('opens 2026-01-24T21:00:00.000Z');
  });

  test('within a day is open on its days only', () => {
    const window = paris({ days: ['monday', 'friday'], from: '09:00', to: '17:00' });
    expect(at(window, '2026-07-06T08:00:00Z')).toBe('open until 2026-07-06T15:00:00.000Z');
    expect(at(window, '2026-07-07T08:00:00Z')).toBe('opens 2026-07-10T07:00:00.000Z');
  });

  test('that ends when it begins is open for the whole day', () => {
    const window = paris({ days: ['sunday'], from: '00:00', to: '00:00' });
    expect(at(window, '2026-01-18T12:00:00Z')).toBe('open until 2026-01-18T23:00:00.000Z');
    expect(at(window, '2026-01-19T12:00:00Z')).toBe('opens 2026-01-24T23:00:00.000Z');
  });

  test('is an hour shorter in the night in which clocks go forward', () => {
    expect(at(paris(), '2026-03-28T21:00:00Z')).toBe('open until 2026-03-29T03:30:00.000Z');
    expect(at(paris(), '2026-03-29T03:29:00Z')).toBe('open until 2026-03-29T03:30:00.000Z');
    expect(at(paris(), '2026-03-29T12:00:00Z')).toBe('opens 2026-03-29T20:00:00.000Z');
  });

  test('that lies in the skipped hour opens that much later, with the same length', () => {
    const window = paris({ days: ['sunday'], from: '02:00', to: '02:45' });
    expect(at(window, '2026-03-29T00:00:00Z')).toBe('opens 2026-03-29T01:00:00.000Z');
    expect(at(window, '2026-03-29T01:10:00Z')).toBe('open until 2026-03-29T01:45:00.000Z');
    expect(at(window, '2026-03-29T01:45:00Z')).toBe('opens 2026-04-05T00:00:00.000Z');
  });

  test('that begins in the skipped hour and ends with it keeps its length', () => {
    const window = paris({ days: ['sunday'], from: '02:30', to: '03:00' });
    expect(at(window, '2026-03-29T01:29:00Z')).toBe('opens 2026-03-29T01:30:00.000Z');
    expect(at(window, '2026-03-29T01:30:00Z')).toBe('open until 2026-03-29T02:00:00.000Z');
    expect(at(window, '2026-03-29T02:00:00Z')).toBe('opens 2026-04-05T00:30:00.000Z');
  });

  test('is an hour longer in the night in which clocks go back', () => {
    expect(at(paris(), '2026-10-24T20:00:00Z')).toBe('open until 2026-10-25T04:30:00.000Z');
  });

  test('in the repeated hour opens once', () => {
    const window = paris({ days: ['sunday'], from: '02:15', to: '02:45' });
    expect(at(window, '2026-10-25T00:14:00Z')).toBe('opens 2026-10-25T00:15:00.000Z');
    expect(at(window, '2026-10-25T00:30:00Z')).toBe('open until 2026-10-25T00:45:00.000Z');
    expect(at(window, '2026-10-25T01:30:00Z')).toBe('opens 2026-11-01T01:15:00.000Z');
  });

  test.each([
    ['Pacific/Auckland', '2026-01-15T09:30:00Z', 'open until 2026-01-15T16:30:00.000Z'],
    ['Asia/Kolkata', '2026-01-15T16:29:00Z', 'opens 2026-01-15T16:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-04T11:00:00Z', 'open until 2026-04-04T19:00:00.000Z'],
    ['America/St_Johns', '2026-01-15T01:30:00Z', 'open until 2026-01-15T09:00:00.000Z'],
    ['UTC', '2024-02-29T23:00:00Z', 'open until 2024-03-01T05:30:00.000Z'],
  ])('uses the clocks of %s', (timeZone, moment, expected) => {
    expect(at(paris({ timeZone }), moment)).toBe(expected);
  });

  const window = fc.record({
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    from: fc.constantFrom('00:00', '01:59', '02:00', '02:30', '03:00', '12:00', '23:59'),
    to: fc.constantFrom('00:00', '01:59', '02:00', '02:30', '03:00', '12:00', '23:59'),
    timeZone: fc.constantFrom('Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
  });
  const aroundChanges = ['2026-03-07', '2026-03-28', '2026-04-04', '2026-10-24', '2026-10-31'];
  const moment = fc
    .tuple(fc.constantFrom(...aroundChanges), fc.integer({ min: 0, max: 3 * 86_400_000 }))
    .map(([day, ms]) => epochMs(Date.parse(day) + ms));

  test('opens and closes at the times that it announced', () => {
    fc.assert(
      fc.property(window, moment, (given, now) => {
        const seen = windowAt(given, now);
        const edge = seen.kind === 'open' ? seen.until : seen.opensAt;
        expect(edge).toBeGreaterThan(now);
        expect(windowAt(given, epochMs(edge - 1)).kind).toBe(seen.kind);
        if (seen.kind === 'closed') expect(windowAt(given, edge).kind).toBe('open');
      }),
      { numRuns: 500 },
    );
  });
});
