import { type Language } from '../language';
import { type BrowserTexts } from '../texts/browser-texts';

/** The reader's language, and every text in it. */
export type PageContext = { readonly language: Language; readonly texts: BrowserTexts };

/** A moment as people write it, with its time of day. */
export const dateAndTime = (context: PageContext, at: Date): string =>
  new Intl.DateTimeFormat(readersLocale(context), { dateStyle: 'long', timeStyle: 'short' }).format(
    at,
  );

/** A time of day. */
export const timeOfDay = (context: PageContext, at: Date): string =>
  new Intl.DateTimeFormat(readersLocale(context), { timeStyle: 'short' }).format(at);

/** A time of day to the second. */
export const timeOfDayExact = (context: PageContext, at: Date): string =>
  new Intl.DateTimeFormat(readersLocale(context), { timeStyle: 'medium' }).format(at);

/** The reader's own variant of the language if there is one (`fr-CA`, `en-US`), else Europe's. */
export function readersLocale({ language }: PageContext): string {
  const own = navigator.languages.find((tag) => tag.split('-')[0] === language);
  return own ?? (language === 'fr' ? 'fr-FR' : 'en-GB');
}
