import { type IconName } from '../icons';
import { element, icon } from './element';
import { dateAndTime, type PageContext } from './page-context';

export type Summary = {
  readonly state: string;
  readonly picture: IconName;
  readonly text: string;
  /** When it was checked last, if it was. */
  readonly checkedAt?: string | undefined;
};

/** The state of a connection in one line, and since when it is known. */
export const summaryView = (
  context: PageContext,
  { state, picture, text, checkedAt }: Summary,
): HTMLElement =>
  element(
    'div',
    { class: 'summary', 'data-state': state },
    element('span', { class: 'state-icon' }, icon(picture)),
    element(
      'div',
      {},
      element('p', { class: 'summary-text' }, text),
      checkedAt !== undefined &&
        element(
          'p',
          { class: 'hint' },
          `${context.texts.connection.checkedAt} `,
          timeView(context, checkedAt),
        ),
    ),
  );

/** One fact: its name and its value. */
export type Fact = readonly [name: string, value: readonly (Node | string)[]];

export const factsView = (facts: readonly Fact[]): HTMLElement =>
  element(
    'dl',
    { class: 'facts' },
    ...facts.map(([name, value]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, ...value)),
    ),
  );

export const timeView = (context: PageContext, at: string): HTMLElement =>
  element('time', { datetime: at }, dateAndTime(context, new Date(at)));
