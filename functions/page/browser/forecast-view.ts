import { type ForecastAnswer } from '../../api/forecast';
import { type RunKind, type RunScope } from '../../domain/runs/run';
import { GOOGLE } from '../google-links';
import { element } from './element';
import { outsideLink } from './outside-link';
import { type PageContext } from './page-context';
import { estimateWords, numberWords } from './format';
import { leftAloneWords } from './run-words';

/** The requested kind of run and its users. */
export type AskedRun = { readonly kind: RunKind; readonly scope: RunScope };

/** The forecast of a run: number of users, duration, who is skipped, and the effects. */
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
    ...(isForNobody(forecast, asked) || asked.kind === 'prove'
      ? []
      : effects(context, forecast, asked)),
  ];
}

/** The text of the start button. Undefined if there is nothing to start. */
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
 * How the number may differ if there was no time to read every user. The users of a unit, and those without
 * a password, are not known in advance, so only the ones already read are counted.
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

/** No user that the run could process was found. A mistyped unit path has the same result. */
const isEmptyUnit = (scope: RunScope, { users, excluded, exact }: ForecastAnswer): boolean => {
  // A user who no longer exists at Google was not found in this unit.
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
    // An unknown code of a newer service: its English sentence is better than no text.
    return element('li', context.language === 'en' ? {} : { lang: 'en' }, message);
  });
  const notSent = kind === 'issue' ? [element('li', {}, texts.notSent)] : [];
  const link = outsideLink(context, GOOGLE.passwordChange, texts.effectsLink);
  return [
    element('h4', {}, texts.effects),
    element('ul', {}, ...items, ...notSent),
    element('p', {}, link),
  ];
}

const list = (items: readonly string[]): HTMLElement =>
  element('ul', {}, ...items.map((item) => element('li', {}, item)));
