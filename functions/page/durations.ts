const UNITS = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
] as const;

/** A duration in its two largest units: `2 hours, 14 minutes`, or `2h 14m` in short form. */
export function durationIn(
  locale: string,
  seconds: number,
  style: 'long' | 'narrow' = 'long',
): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole === 0) {
    return new Intl.DurationFormat(locale, { style, secondsDisplay: 'always' }).format({
      seconds: 0,
    });
  }
  const first = UNITS.findIndex(([, size]) => whole >= size);
  let left = whole;
  const parts = UNITS.slice(first, first + 2).map(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return [unit, count] as const;
  });
  return new Intl.DurationFormat(locale, { style }).format(Object.fromEntries(parts));
}

/** An estimate without false precision: rounded up to 5 s, or to minutes if it is longer. */
export function estimateIn(locale: string, seconds: number): string {
  const step = seconds <= 55 ? 5 : 60;
  return durationIn(locale, Math.max(1, Math.ceil(seconds / step)) * step);
}

/** A share from 0 to 1 as a percentage. Rounded down, so that 100 % means all. */
export const percentIn = (locale: string, share: number): string =>
  new Intl.NumberFormat(locale, { style: 'percent' }).format(Math.floor(share * 100) / 100);
