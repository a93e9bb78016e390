const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A duration in its two largest units: `2 hours 14 minutes`, or `2 h 14 min` where space is short. */
export function durationIn(
  locale: string,
  seconds: number,
  unitDisplay: 'long' | 'short' = 'long',
): string {
  let left = Math.max(0, Math.round(seconds));
  const first = UNITS.findIndex(([, size]) => left >= size);
  const from = first === -1 ? UNITS.length - 1 : first;
  const parts = UNITS.slice(from, from + 2).map(([unit, size], index) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return { unit, count, shown: index === 0 || count > 0 };
  });
  return parts
    .filter(({ shown }) => shown)
    .map(({ unit, count }) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).format(count),
    )
    .join(' ');
}

/** What is only estimated, without a precision that it does not have: rounded up to 5 s, then to minutes. */
export function estimateIn(locale: string, seconds: number): string {
  const step = seconds <= 55 ? 5 : 60;
  return durationIn(locale, Math.max(1, Math.ceil(seconds / step)) * step);
}

/** A share from 0 to 1 as a percentage; 100 % only when it is all. */
export const percentIn = (locale: string, share: number): string =>
  new Intl.NumberFormat(locale, { style: 'percent' }).format(Math.floor(share * 100) / 100);
