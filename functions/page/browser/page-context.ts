import { type Language, LANGUAGES } from '../language';
import { type BrowserTexts } from '../texts/browser-texts';

/** The reader's language, and every text in it. */
export type PageContext = { readonly language: Language; readonly texts: BrowserTexts };

/** A moment as people write it, with its time of day and the time zone. */
export const dateAndTime = (
  context: PageContext,
  at: Date,
  month: 'long' | 'short' = 'long',
): string =>
  new Intl.DateTimeFormat(readersLocale(context), {
    day: 'numeric',
    month,
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short', // no `dateStyle` goes with it
  }).format(at);

/** A time of day. */
export const timeOfDay = (context: PageContext, at: Date): string =>
  new Intl.DateTimeFormat(readersLocale(context), { timeStyle: 'short' }).format(at);

/** A time of day to the second. */
export const timeOfDayExact = (context: PageContext, at: Date): string =>
  new Intl.DateTimeFormat(readersLocale(context), { timeStyle: 'medium' }).format(at);

/**
 * The page's own language as Europe writes it; never the browser's list: some browsers give tags there
 * that are none (`en-US@posix` in a Chromium without a locale), and `Intl` throws at them.
 */
export const readersLocale = ({ language }: PageContext): string =>
  LANGUAGES.find(({ tag }) => tag === language)?.locale ?? language;
