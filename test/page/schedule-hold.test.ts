import { scheduleHeldUntil } from '../../functions/page/schedule-hold';

const AT = '2026-01-01T12:00:00.000Z';
const stopped = {
  startedBy: 'schedule',
  stopReason: 'first-wave-failed',
  finishedAt: '2026-01-01T10:00:00.000Z',
} as const;

describe('scheduleHeldUntil', () => {
  it('is six hours after the schedule’s own run was stopped', () => {
    const administrator = { startedBy: 'admin@example.com', finishedAt: AT };
    expect(scheduleHeldUntil([administrator, stopped], undefined, AT)).toEqual(
      new Date('2026-01-01T16:00:00.000Z'),
    );
  });

  it.each([
    ['nothing ever ran', [], undefined, AT],
    [
      'its last run was finished',
      [{ startedBy: 'schedule', finishedAt: AT }, stopped],
      undefined,
      AT,
    ],
    ['an administrator’s run was stopped', [{ ...stopped, startedBy: 'a@b.c' }], undefined, AT],
    [
      'nothing was heard of the first wave',
      [{ ...stopped, stopReason: 'first-wave-unanswered' as const }],
      undefined,
      AT,
    ],
    ['something was changed since', [stopped], '2026-01-01T10:00:01.000Z', AT],
    ['the six hours are over', [stopped], undefined, '2026-01-01T16:00:00.000Z'],
  ])('is no time where %s', (_, runs, updatedAt, at) => {
    expect(scheduleHeldUntil(runs, updatedAt, at)).toBeUndefined();
  });

  it('does not end by a change from before the stop', () => {
    expect(scheduleHeldUntil([stopped], '2026-01-01T09:00:00.000Z', AT)).toEqual(
      new Date('2026-01-01T16:00:00.000Z'),
    );
  });
});
