import { type OverviewAnswer } from '../../api/overview';
import { type RunAnswer } from '../../api/run';
import { addressParts } from './address-parts';
import { element } from './element';
import { type PageContext } from './page-context';
import { shortMoment } from './format';
import { resultWords, scopeWords, starterWords, tookWords } from './run-words';

/** The runs, newest first. Narrow screens show a row as a card, so the ARIA roles are explicit. */
export function historyView(context: PageContext, { runs, at }: OverviewAnswer): HTMLElement {
  const { noRuns, columns } = context.texts.rotation;
  if (runs.length === 0) return element('p', { class: 'empty' }, noRuns);
  const heads = Object.values(columns).map((name) =>
    element('th', { role: 'columnheader', scope: 'col' }, name),
  );
  return element(
    'table',
    { class: 'history', role: 'table', 'aria-labelledby': 'history-title' },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads)),
    element('tbody', { role: 'rowgroup' }, ...runs.map((run) => row(context, run, at))),
  );
}

function row(context: PageContext, run: RunAnswer, at: string): HTMLElement {
  const { run: texts, rotation } = context.texts;
  const started = element(
    'time',
    { datetime: run.startedAt },
    shortMoment(context, new Date(run.startedAt)),
  );
  const numbers = resultWords(context, run).map((words) => element('span', {}, words));
  const cells = {
    started: [started],
    who: addressParts(scopeWords(context, run)),
    by: addressParts(starterWords(context, run)),
    result: [
      element('b', { class: 'state-word', 'data-run-state': run.state }, texts.states[run.state]),
      ' ',
      element('span', { class: 'result-numbers' }, ...numbers),
    ],
    took: [tookWords(context, run, at)],
  } as const;
  const made = (Object.keys(cells) as (keyof typeof cells)[]).map((name) =>
    element(
      'td',
      { role: 'cell', class: `cell-${name}` },
      element('span', { class: 'cell-name', 'aria-hidden': 'true' }, rotation.columns[name]),
      element('span', { class: 'cell-value' }, ...cells[name]),
    ),
  );
  return element('tr', { role: 'row', 'data-key': run.runId }, ...made);
}
