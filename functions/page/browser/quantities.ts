import { type PageContext, readersLocale } from './page-context';

/** A number as the reader writes it. */
export const numberWords = (context: PageContext, value: number, digits = 0): string =>
  new Intl.NumberFormat(readersLocale(context), { maximumFractionDigits: digits }).format(value);

/** A share from 0 to 1 as a percentage; 100 % only when it is all. */
export function percentWords(context: PageContext, share: number): string {
  const floored = Math.floor(share * 100) / 100;
  return new Intl.NumberFormat(readersLocale(context), { style: 'percent' }).format(floored);
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A duration in its two largest units: `2 hours 14 minutes`, or `2 h 14 min` where space is short. */
export function durationWords(
  context: PageContext,
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
      new Intl.NumberFormat(readersLocale(context), { style: 'unit', unit, unitDisplay }).format(
        count,
      ),
    )
    .join(' ');
}

/** What is only estimated, without a precision that it does not have: whole minutes above one. */
export const estimateWords = (context: PageContext, seconds: number): string =>
  durationWords(
    context,
    seconds < 60 ? Math.ceil(seconds / 5) * 5 || 5 : Math.ceil(seconds / 60) * 60,
  );

/** A moment where space is short. */
export const shortMoment = (context: PageContext, at: Date): string =>
  new Intl.DateTimeFormat(readersLocale(context), {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(at);
