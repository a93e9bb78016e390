import { dayEnd } from '../../../functions/domain/configuration/day';
import { epochMs, rfc3339 } from '../../../functions/domain/time';

test.each([
  ['UTC', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00.000Z'],
  ['UTC', '2026-01-01T23:59:59.999Z', '2026-01-02T00:00:00.000Z'],
  ['Europe/Paris', '2026-03-29T00:30:00Z', '2026-03-29T22:00:00.000Z'], // a day of 23 hours
  ['Europe/Paris', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00.000Z'], // one of 25
  ['+02:00', '2026-01-01T21:59:59Z', '2026-01-01T22:00:00.000Z'],
  ['Africa/Cairo', '2026-04-23T21:30:00Z', '2026-04-23T22:00:00.000Z'], // midnight is skipped there
  ['Africa/Cairo', '2026-04-23T22:30:00Z', '2026-04-24T21:00:00.000Z'],
])('in %s, the day of %s ends at %s', (timeZone, at, end) => {
  expect(rfc3339(dayEnd(timeZone, epochMs(Date.parse(at))))).toBe(end);
});
