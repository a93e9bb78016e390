import { type RunScope } from '../../domain/rotation/run';
import { GOOGLE } from '../google-links';
import { type ForecastJson } from '../overview-json';
import { element, icon } from './element';
import { type PageContext } from './page-context';
import { estimateWords, numberWords } from './quantities';
import { leftAloneWords } from './run-words';

/** What a rotation would do: to how many, in what time, who is left alone, and what it does to the others. */
export function forecastView(
  context: PageContext,
  forecast: ForecastJson,
  scope: RunScope,
): HTMLElement[] {
  const texts = context.texts.rotateNow;
  const { users, exact } = forecast;
  const excluded = leftAloneWords(context, forecast.excluded);
  return [
    element('p', { class: 'forecast-users' }, usersWords(context, forecast)),
    ...(isEmptyUnit(scope, forecast) ? [element('p', {}, texts.emptyUnit)] : []),
    ...(exact ? [] : [element('p', { class: 'inexact' }, texts.inexact)]),
    ...(excluded.length === 0 ? [] : [element('h4', {}, texts.leftAlone), list(excluded)]),
    ...(users === 0 ? [] : effects(context, forecast)),
  ];
}

/** Nobody with a password is there; a path that is written wrongly looks just like that. */
const isEmptyUnit = (scope: RunScope, { users, excluded }: ForecastJson): boolean => {
  // Somebody who is gone from Google was not found in this unit either.
  const { 'user-not-found': _, ...found } = excluded;
  const inUnit = typeof scope === 'object' && 'orgUnitPath' in scope;
  return inUnit && users === 0 && Object.keys(found).length === 0;
};

function usersWords(context: PageContext, forecast: ForecastJson): string {
  const texts = context.texts.rotateNow;
  const { users, estimatedSeconds, exact } = forecast;
  const duration = estimateWords(context, estimatedSeconds);
  const shown = numberWords(context, users);
  if (users === 0) return texts.getNone;
  return exact ? texts.getOne(users, shown, duration) : texts.getOneAtMost(shown, duration);
}

function effects(context: PageContext, forecast: ForecastJson): HTMLElement[] {
  const texts = context.texts.rotateNow;
  const own: Readonly<Partial<Record<string, string>>> = texts.effectTexts;
  const items = forecast.effects.map(({ code, message }) => {
    const words = own[code];
    if (words !== undefined) return element('li', {}, words);
    // A code that is newer than this page: the service's own sentence is better than none.
    return element('li', context.language === 'en' ? {} : { lang: 'en' }, message);
  });
  const link = element(
    'a',
    { href: GOOGLE.passwordChange, target: '_blank', rel: 'noreferrer' },
    texts.effectsLink,
    icon('out'),
    element('span', { class: 'for-readers-only' }, ` ${context.texts.common.opensNewTab}`),
  );
  return [element('h4', {}, texts.effects), element('ul', {}, ...items), element('p', {}, link)];
}

const list = (items: readonly string[]): HTMLElement =>
  element('ul', {}, ...items.map((item) => element('li', {}, item)));
