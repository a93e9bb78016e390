import { type Language, LANGUAGES } from '../language';
import { type BrowserTexts } from '../texts/browser-texts';

/** The reader's language and its texts. */
export type PageContext = { readonly language: Language; readonly texts: BrowserTexts };

/** The part of it that decides how times and numbers are written. */
export type ReaderLanguage = Pick<PageContext, 'language'>;

/** Date and time with the time zone. */
export const dateAndTime = (
  context: ReaderLanguage,
  at: Date,
  month: 'long' | 'short' = 'long',
): string =>
  new Intl.DateTimeFormat(readersLocale(context), {
    day: 'numeric',
    month,
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short', // cannot be combined with `dateStyle`
  }).format(at);

export const timeOfDay = (context: ReaderLanguage, at: Date): string =>
  new Intl.DateTimeFormat(readersLocale(context), { timeStyle: 'short' }).format(at);

/** A time of day with seconds. */
export const timeOfDayExact = (context: ReaderLanguage, at: Date): string =>
  new Intl.DateTimeFormat(readersLocale(context), { timeStyle: 'medium' }).format(at);

/**
 * The European locale of the page's language. The browser's language list is not used: some browsers report
 * invalid tags (`en-US@posix` in a Chromium without a locale), for which `Intl` throws.
 */
export const readersLocale = ({ language }: ReaderLanguage): string =>
  LANGUAGES.find(({ tag }) => tag === language)?.locale ?? language;
