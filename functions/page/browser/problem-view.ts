import { type ProblemText } from '../texts/problems';
import { type CallProblem } from './api';
import { element } from './element';
import { type ReaderLanguage } from './page-context';

/** The texts of problems, by code and by field of the body. */
export type ProblemContext = ReaderLanguage & {
  readonly texts: {
    readonly problems: {
      readonly byCode: { readonly internal: ProblemText };
      readonly requestId: string;
      readonly fields: Readonly<Partial<Record<string, string>>>;
    };
  };
};

/** A text before the problem, and an action that may resolve it. */
export type ProblemFrame = {
  readonly before?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
};

/**
 * Shows a problem in the reader's language by its code: what happened, what it means, what to do. Moves the
 * focus there for keyboard and screen reader users.
 */
export function showProblem(
  context: ProblemContext,
  target: HTMLElement,
  problem: CallProblem,
  frame: ProblemFrame = {},
): void {
  const { byCode, requestId } = context.texts.problems;
  const texts: Readonly<Partial<Record<string, ProblemText>>> = byCode;
  // An unknown code of a newer service: its English sentence is better than no text.
  const known = texts[problem.code];
  const what = known?.what ?? problem.detail ?? byCode.internal.what;
  const foreign: Record<string, string> =
    known || problem.detail === undefined ? {} : { lang: 'en' };
  const { action } = frame;
  const button =
    action && element('button', { type: 'button', class: 'button small' }, action.label);
  if (action) button?.addEventListener('click', action.run);
  target.className = 'result bad';
  target.replaceChildren(
    element(
      'p',
      {},
      element('b', {}, frame.before ?? ''),
      frame.before === undefined ? '' : ' ',
      element('span', foreign, what),
    ),
    ...fieldErrors(context, problem),
    element('p', {}, known?.todo ?? byCode.internal.todo),
    ...(button ? [element('p', {}, button)] : []),
    ...(problem.code === 'internal' && problem.requestId !== undefined
      ? [element('p', { class: 'hint' }, `${requestId} `, element('code', {}, problem.requestId))]
      : []),
  );
  target.hidden = false;
  target.focus();
}

function fieldErrors(context: ProblemContext, problem: CallProblem): HTMLElement[] {
  if (problem.errors.length === 0) return [];
  const { fields } = context.texts.problems;
  const items = problem.errors.map(({ pointer, message }) => {
    const own = fields[pointer];
    if (own !== undefined) return element('li', {}, own);
    return element('li', context.language === 'en' ? {} : { lang: 'en' }, message);
  });
  return [element('ul', {}, ...items)];
}

/** Shows a success message, or what there is to think of (`wait`). */
export function showSuccess(
  target: HTMLElement,
  text: string,
  kind: 'good' | 'wait' = 'good',
): void {
  target.className = `result ${kind}`;
  target.replaceChildren(element('p', {}, text));
  target.hidden = false;
}

export function hideResult(target: HTMLElement): void {
  target.replaceChildren();
  target.hidden = true;
}
