import { type CountHistory } from '../../functions/domain/passwords/count-history';
import { type DailyCounts, keptDays } from '../../functions/domain/passwords/daily-counts';
import { epochMs } from '../../functions/domain/time';

/** Days until 29 November 2026, over which old passwords get fewer and doubts more, with a gap of two days. */
export function countedPast(users: number): CountHistory {
  const days = keptDays(epochMs(Date.parse('2026-11-29T09:00:00.000Z')));
  const counts = days.map((day, index): DailyCounts => {
    const over90Days = Math.max(0, Math.round(users * (0.3 - index / 200)));
    const upTo90Days = Math.round(users * 0.15);
    const upTo30Days = Math.round(users * 0.02 * (index % 25));
    const doubted = index > 60 ? 3 + index : 0;
    const proved = Math.round((users - doubted) * Math.min(0.9, index / 60));
    return {
      day,
      customerId: 'C1',
      ages: {
        upTo7Days: users - over90Days - upTo90Days - upTo30Days,
        upTo30Days,
        upTo90Days,
        over90Days,
      },
      proofs: { proved, doubted, unproved: users - proved - doubted },
      ...(index < 20 ? {} : { devicesBehind: (index * 7) % 40 }),
    };
  });
  const isGap = (_: DailyCounts, index: number): boolean => index !== 40 && index !== 41;
  return { days, counts: counts.filter(isGap), isHeld: false, isProving: true };
}
