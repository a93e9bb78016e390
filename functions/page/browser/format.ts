import { durationIn, estimateIn, percentIn } from '../durations';
import { dateAndTime, type PageContext, type ReaderLanguage, readersLocale } from './page-context';

/** A number in the reader's locale. */
export const numberWords = (context: ReaderLanguage, value: number, digits = 0): string =>
  new Intl.NumberFormat(readersLocale(context), { maximumFractionDigits: digits }).format(value);

/** A share from 0 to 1 as a percentage. */
export const percentWords = (context: PageContext, share: number): string =>
  percentIn(readersLocale(context), share);

/** A duration in short form. */
export const shortDuration = (context: PageContext, seconds: number): string =>
  durationIn(readersLocale(context), seconds, 'narrow');

/** An estimated duration. */
export const estimateWords = (context: PageContext, seconds: number): string =>
  estimateIn(readersLocale(context), seconds);

/**
 * A time that depends on the policy's time zone, with the zone's name, because the reader's zone may
 * differ.
 */
export const momentInZone = (context: PageContext, at: Date): string =>
  dateAndTime(context, at, 'short');

/** A time in short form. The page footer names the time zone. */
export const shortMoment = (context: PageContext, at: Date): string =>
  new Intl.DateTimeFormat(readersLocale(context), {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(at);

/** A number of days from now, such as “in 29 days”. */
export const daysAhead = (context: PageContext, days: number): string =>
  new Intl.RelativeTimeFormat(readersLocale(context)).format(days, 'day');
