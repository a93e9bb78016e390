import { type ConfigurationAnswer } from '../../api/configuration';
import { type OverviewAnswer } from '../../api/overview';
import { hasTurns } from '../../domain/configuration/policy-by-unit';
import { isHeldUp } from '../../domain/configuration/verification';
import { isActive } from '../../domain/runs/run';
import { type IconName } from '../icons';
import { element, icon } from './element';
import { type PageContext } from './page-context';
import { numberWords, momentInZone } from './format';
import { connectionLink, runView } from './run-view';

/** Everything that the page reads from the API. */
export type RotationState = {
  readonly overview: OverviewAnswer;
  readonly configuration: ConfigurationAnswer;
};

/**
 * The current state: active runs, or else the next run and how the last one ended. `stop`: the reader may
 * start and stop runs here.
 */
export function nowView(context: PageContext, state: RotationState, stop: boolean): HTMLElement[] {
  const { overview, configuration } = state;
  const texts = context.texts.rotation;
  const active = overview.runs.filter(isActive);
  if (!configuration.configured && active.length === 0) {
    const { title, text, link } = texts.notConnected;
    const links = connectionLink(context, 'panel-1', link);
    return [calm('not-reached', title, text, links), ...lastRun(context, overview)];
  }
  if (active.length > 0) return active.map((run) => runView(context, run, overview, stop));
  return [
    ...(isHeldUp(configuration) ? [connectionFails(context)] : []),
    isNobody(overview)
      ? calm('not-reached', texts.nobody.title, texts.nobody.text, stop && toStart(context))
      : calm('waiting', texts.idle, nextWords(context, state)),
    ...lastRun(context, overview),
  ];
}

/** Whether no user has a password to rotate. */
export const isNobody = ({ accounts }: OverviewAnswer): boolean =>
  accounts.active + accounts.unconfirmed + accounts.parked === 0;

function connectionFails(context: PageContext): HTMLElement {
  const { text, link } = context.texts.rotation.connectionFails;
  return element(
    'div',
    { class: 'result bad' },
    element('p', {}, text),
    element('p', {}, connectionLink(context, 'connection', link)),
  );
}

const toStart = (context: PageContext): HTMLElement =>
  element('a', { href: '#start-run' }, context.texts.rotation.nobody.link);

const calm = (
  picture: IconName,
  title: string,
  text: string,
  link?: HTMLElement | false,
): HTMLElement =>
  element(
    'div',
    { class: 'summary' },
    element('span', { class: 'state-icon' }, icon(picture)),
    element(
      'div',
      { class: 'summary-body' },
      element('p', { class: 'summary-text' }, title),
      element('p', { class: 'hint' }, text),
      link && element('p', {}, link),
    ),
  );

/** What the schedule does next. */
function nextWords(context: PageContext, { overview, configuration }: RotationState): string {
  const { next } = context.texts.rotation;
  const { dueNow, dueNext24Hours, window, heldUntil, paused } = overview;
  const due = [dueNow, numberWords(context, dueNow)] as const;
  // Failed passwords are retried whatever the period is, and are then due.
  if (!hasTurns(configuration.policy) && dueNext24Hours === 0) return next.never;
  if (paused) return next.paused(...due);
  if (heldUntil !== undefined) return next.held(momentInZone(context, new Date(heldUntil)));
  if (dueNow > 0 && window?.state === 'closed') {
    return next.closed(...due, momentInZone(context, new Date(window.opensAt)));
  }
  if (dueNow > 0) return next.due(...due);
  if (dueNext24Hours === 0) return next.nobody;
  return next.later(dueNext24Hours, numberWords(context, dueNext24Hours));
}

function lastRun(context: PageContext, overview: OverviewAnswer): HTMLElement[] {
  const { lastRun: last } = overview;
  if (!last) return [];
  return [
    element('h3', {}, context.texts.rotation.lastRun),
    runView(context, last, overview, false),
  ];
}
