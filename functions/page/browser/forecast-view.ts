import { type ForecastAnswer } from '../../api/forecast';
import { type RunKind, type RunScope } from '../../domain/rotation/run';
import { GOOGLE } from '../google-links';
import { element, icon } from './element';
import { type PageContext } from './page-context';
import { estimateWords, numberWords } from './format';
import { leftAloneWords } from './run-words';

/** What is to be done, and for whom. */
export type AskedRun = { readonly kind: RunKind; readonly scope: RunScope };

/** What a run would do: to how many, in what time, who is left alone, and what it does to the others. */
export function forecastView(
  context: PageContext,
  forecast: ForecastAnswer,
  asked: AskedRun,
): HTMLElement[] {
  const texts = context.texts.forecast;
  const excluded = leftAloneWords(context, forecast.excluded);
  const doubt = doubtOf(forecast, asked);
  return [
    element('p', { class: 'forecast-users' }, usersWords(context, forecast, asked)),
    ...(isEmptyUnit(asked.scope, forecast)
      ? [element('p', {}, texts.byKind[asked.kind].emptyUnit)]
      : []),
    ...(doubt === undefined ? [] : [element('p', { class: 'inexact' }, texts[doubt])]),
    ...(excluded.length === 0 ? [] : [element('h4', {}, texts.leftAlone), list(excluded)]),
    ...(forecast.excluded['password-revoked']
      ? [element('p', {}, context.texts.run.revokedNote)]
      : []),
    ...(isForNobody(forecast, asked) ? [] : effects(context, forecast, asked)),
  ];
}

/** What stands on the button that starts; undefined: there is nothing to start. */
export function startWords(
  context: PageContext,
  forecast: ForecastAnswer,
  asked: AskedRun,
): string | undefined {
  if (isForNobody(forecast, asked)) return undefined;
  const { byKind, startAnyway } = context.texts.forecast;
  const { users, exact } = forecast;
  return exact ? byKind[asked.kind].start(users, numberWords(context, users)) : startAnyway;
}

/**
 * What may be otherwise, as there was no time to look at everybody. How many belong to a unit or have
 * no password is not known before, so these are counted as far as they were seen.
 */
function doubtOf(
  { exact }: ForecastAnswer,
  { kind, scope }: AskedRun,
): 'perhapsFewer' | 'perhapsMore' | undefined {
  if (exact) return undefined;
  if (isList(scope)) return 'perhapsFewer';
  return kind === 'issue' || isUnit(scope) ? 'perhapsMore' : 'perhapsFewer';
}

const isForNobody = (forecast: ForecastAnswer, asked: AskedRun): boolean =>
  forecast.users === 0 && doubtOf(forecast, asked) !== 'perhapsMore';

const isList = (scope: RunScope): boolean => typeof scope === 'object' && 'userKeys' in scope;

const isUnit = (scope: RunScope): boolean => typeof scope === 'object' && 'orgUnitPath' in scope;

/** Nobody whom it concerns is there; a path that is written wrongly looks just like that. */
const isEmptyUnit = (scope: RunScope, { users, excluded, exact }: ForecastAnswer): boolean => {
  // Somebody who is gone from Google was not found in this unit either.
  const { 'user-not-found': _, ...found } = excluded;
  return isUnit(scope) && exact && users === 0 && Object.keys(found).length === 0;
};

function usersWords(context: PageContext, forecast: ForecastAnswer, asked: AskedRun): string {
  const texts = context.texts.forecast;
  const { users, estimatedSeconds } = forecast;
  const { get, getNone } = texts.byKind[asked.kind];
  const doubt = doubtOf(forecast, asked);
  if (users === 0) return doubt === 'perhapsMore' ? texts.noneYet : getNone;
  const whoGets = get(users, numberWords(context, users));
  const words = texts.users(whoGets, estimateWords(context, estimatedSeconds));
  if (doubt === undefined) return words;
  return doubt === 'perhapsMore' ? texts.atLeast(words) : texts.atMost(words);
}

function effects(
  context: PageContext,
  forecast: ForecastAnswer,
  { kind }: AskedRun,
): HTMLElement[] {
  const texts = context.texts.forecast;
  const own: Readonly<Partial<Record<string, string>>> = texts.effectTexts;
  const items = forecast.effects.map(({ code, message }) => {
    const words = own[code];
    if (words !== undefined) return element('li', {}, words);
    // A code that is newer than this page: the service's own sentence is better than none.
    return element('li', context.language === 'en' ? {} : { lang: 'en' }, message);
  });
  const notSent = kind === 'issue' ? [element('li', {}, texts.notSent)] : [];
  const link = element(
    'a',
    { href: GOOGLE.passwordChange, target: '_blank', rel: 'noreferrer' },
    texts.effectsLink,
    icon('out'),
    element('span', { class: 'for-readers-only' }, ` ${context.texts.common.opensNewTab}`),
  );
  return [
    element('h4', {}, texts.effects),
    element('ul', {}, ...items, ...notSent),
    element('p', {}, link),
  ];
}

const list = (items: readonly string[]): HTMLElement =>
  element('ul', {}, ...items.map((item) => element('li', {}, item)));
