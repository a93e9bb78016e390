import { type OverviewAnswer } from '../../api/overview';
import { type RunAnswer } from '../../api/run';
import { isActive } from '../../domain/runs/run';
import { type IconName } from '../icons';
import { progressOf, type RunProgress } from '../run-progress';
import { type HoldText } from '../texts/run-holds';
import { element, icon } from './element';
import { ldapLink } from './ldap-note';
import { type PageContext, timeOfDayExact } from './page-context';
import { estimateWords, momentInZone, numberWords, percentWords, shortMoment } from './format';
import {
  leftAloneWords,
  scopeWords,
  starterWords,
  type Tallied,
  tallied,
  tookWords,
} from './run-words';

/** The parts of the overview that the texts of a run need. */
export type AroundRun = Pick<OverviewAnswer, 'window' | 'proofWindow' | 'pace'>;

/** A link to a section of the connection page, in the reader's language. */
export const connectionLink = (
  context: PageContext,
  fragment: 'connection' | 'panel-1',
  words: string,
): HTMLElement => element('a', { href: `/?lang=${context.language}#${fragment}` }, words);

/**
 * A run with its progress bar and numbers, and why it waits or was stopped. `stop`: the reader may stop it
 * here.
 */
export function runView(
  context: PageContext,
  run: RunAnswer,
  around: AroundRun,
  stop: boolean,
): HTMLElement {
  return element(
    'div',
    { class: 'run', 'data-key': run.runId, 'data-run-state': run.state },
    summary(context, run, stop && isActive(run)),
    ...hold(context, run, around),
    isActive(run) && progress(context, run),
    (run.total > 0 || isActive(run)) && tally(context, run),
    ...leftAlone(context, run),
  );
}

type Look = readonly [state: 'running' | 'waiting' | 'failing' | 'ok', picture: IconName];

function lookOf(run: RunAnswer): Look {
  if (isActive(run)) return run.waitingFor ? ['waiting', 'waiting'] : ['running', 'running'];
  if (run.stopReason === 'by-administrator' || run.stopReason === 'disconnected') {
    return ['waiting', 'stopped'];
  }
  return run.state === 'stopped' ? ['failing', 'failing'] : ['ok', 'ok'];
}

function summary(context: PageContext, run: RunAnswer, stop: boolean): HTMLElement {
  const { run: texts, rotation } = context.texts;
  const [state, picture] = lookOf(run);
  const when = shortMoment(context, new Date(run.startedAt));
  return element(
    'div',
    { class: 'summary', 'data-state': state },
    element('span', { class: 'state-icon' }, icon(picture)),
    element(
      'div',
      { class: 'summary-body' },
      element(
        'p',
        { class: 'summary-text' },
        scopeWords(context, run),
        ' ',
        element('span', { class: 'state-word' }, texts.states[run.state]),
      ),
      element('p', { class: 'hint' }, texts.startedBy(starterWords(context, run), when)),
      !isActive(run) &&
        element('p', { class: 'hint' }, rotation.took(tookWords(context, run, run.startedAt))),
      run.total === 0 &&
        run.state === 'finished' &&
        element('p', { class: 'hint' }, texts.empty[run.kind]),
    ),
    stop &&
      element(
        'button',
        { type: 'button', class: 'button small quiet danger', 'data-stop': run.runId },
        rotation.stop.ask,
      ),
  );
}

/** The progress. The bar is shown only if the total is known. */
function progress(context: PageContext, run: RunAnswer): HTMLElement {
  const texts = context.texts.run;
  const reached = progressOf(run);
  const { of } = reached;
  const left = run.estimatedSecondsLeft;
  return element(
    'div',
    { class: 'bar' },
    element(
      'p',
      { class: 'bar-words' },
      element('span', { class: 'bar-number' }, progressWords(context, reached)),
      left !== undefined &&
        left > 0 &&
        element('span', { class: 'bar-left' }, texts.timeLeft(estimateWords(context, left))),
    ),
    of
      ? element('progress', {
          max: '1',
          value: String(of.share),
          'aria-label': `${texts.progress}: ${scopeWords(context, run)}`,
        })
      : element('p', { class: 'hint' }, texts.totalUnknown),
  );
}

function progressWords(context: PageContext, { over, of }: RunProgress): string {
  const texts = context.texts.run;
  const overWords = numberWords(context, over);
  if (!of) return texts.soFar(overWords);
  const say = of.exact ? texts.progressOf : texts.progressOfAbout;
  return say(overWords, numberWords(context, of.total), percentWords(context, of.share));
}

function tally(context: PageContext, run: RunAnswer): HTMLElement {
  const texts = context.texts.run;
  const notes: Readonly<Partial<Record<Tallied['outcome'], string>>> = {
    ...(run.failed > 0 ? { failed: texts.failedNote } : {}),
    ...(run.parked > 0 ? { parked: texts.parkedNote } : {}),
  };
  const items = tallied(context, run).map(({ outcome, name, count }) => {
    const note = notes[outcome];
    return element(
      'div',
      {},
      element('dt', {}, name),
      element('dd', { class: 'number' }, count),
      note !== undefined && element('dd', { class: 'hint' }, note),
    );
  });
  return element('dl', { class: 'numbers' }, ...items);
}

function leftAlone(context: PageContext, { skippedBy }: RunAnswer): HTMLElement[] {
  const { whyLeftAlone, revokedNote } = context.texts.run;
  const words = leftAloneWords(context, skippedBy);
  if (words.length === 0) return [];
  return [
    element('p', {}, element('b', {}, whyLeftAlone), ` ${words.join(', ')}`),
    ...(skippedBy['password-revoked'] ? [element('p', { class: 'hint' }, revokedNote)] : []),
  ];
}

function hold(context: PageContext, run: RunAnswer, around: AroundRun): HTMLElement[] {
  const { run: texts, rotation } = context.texts;
  const held = run.stopReason ? texts.stops[run.stopReason] : undefined;
  if (held) return [holdView(context, held)];
  if (!isActive(run) || !run.waitingFor) return [];
  const link =
    run.waitingFor === 'configuration'
      ? connectionLink(context, 'connection', rotation.connectionFails.link)
      : run.waitingFor === 'paused' || run.waitingFor === 'window'
        ? element('a', { href: `/policy?lang=${context.language}` }, rotation.policyLink)
        : run.waitingFor === 'secure-ldap'
          ? ldapLink(context)
          : undefined;
  return [holdView(context, texts.waits[run.waitingFor], untilWords(context, run, around), link)];
}

/** The end of the wait, if known. */
function untilWords(
  context: PageContext,
  { kind, waitingFor }: RunAnswer,
  { window, proofWindow, pace }: AroundRun,
): string | undefined {
  const { run, rotation } = context.texts;
  const hours = kind === 'prove' ? proofWindow : window;
  if (waitingFor === 'window' && hours?.state === 'closed') {
    return run.opensAt(momentInZone(context, new Date(hours.opensAt)));
  }
  // The pace is that of the other calls to Google.
  return waitingFor === 'google' && kind !== 'prove' && pace.pausedUntil !== undefined
    ? rotation.pacePaused(timeOfDayExact(context, new Date(pace.pausedUntil)))
    : undefined;
}

function holdView(
  context: PageContext,
  { what, todo }: HoldText,
  more?: string,
  link?: HTMLElement,
): HTMLElement {
  return element(
    'div',
    { class: 'hold' },
    element('p', {}, more === undefined ? what : `${what} ${more}`),
    element('p', {}, element('b', {}, context.texts.run.whatToDo), ` ${todo}`),
    link && element('p', {}, link),
  );
}
