import { durationIn, estimateIn, percentIn } from '../durations';
import { dateAndTime, type PageContext, readersLocale } from './page-context';

/** A number as the reader writes it. */
export const numberWords = (context: PageContext, value: number, digits = 0): string =>
  new Intl.NumberFormat(readersLocale(context), { maximumFractionDigits: digits }).format(value);

/** A share from 0 to 1 as a percentage. */
export const percentWords = (context: PageContext, share: number): string =>
  percentIn(readersLocale(context), share);

/** A duration where space is short. */
export const shortDuration = (context: PageContext, seconds: number): string =>
  durationIn(readersLocale(context), seconds, 'narrow');

/** A duration that is only estimated. */
export const estimateWords = (context: PageContext, seconds: number): string =>
  estimateIn(readersLocale(context), seconds);

/** A moment that the policy's clocks set: they may be those of another zone than the reader's. */
export const momentInZone = (context: PageContext, at: Date): string =>
  dateAndTime(context, at, 'short');

/** A moment where space is short; the foot of the page names the time zone. */
export const shortMoment = (context: PageContext, at: Date): string =>
  new Intl.DateTimeFormat(readersLocale(context), {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(at);
