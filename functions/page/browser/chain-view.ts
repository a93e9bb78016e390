import { type LinkState } from '../../domain/configuration/verification';
import { type IconName } from '../icons';
import { type FailureText } from '../texts/verification-failures';
import { element, icon } from './element';
import { type PageContext } from './page-context';

/** What happened and what to do about it. `foreign` marks it as English, if that is not the reader's language. */
export type Explanation = Partial<FailureText> & { readonly foreign: Record<string, string> };

/** One check as the reader sees it. */
export type ShownLink = {
  readonly id: string;
  /** `warning`: passed, but something needs attention soon. `off`: an option that is not used. */
  readonly state: LinkState | 'warning' | 'off';
  readonly name: string;
  /** The state in words. */
  readonly words: string;
  /** What a passed check proves, or why a check has no result. */
  readonly note?: string;
  /** Why the check fails, waits or warns. */
  readonly explanation?: Explanation;
  /** Links and buttons that help to repair it. */
  readonly remedies?: readonly HTMLElement[];
};

/** The chain of checks: the state of each check, and for a failed one what to do and where. */
export const chainView = (context: PageContext, links: readonly ShownLink[]): HTMLElement =>
  element(
    'div',
    {},
    element('h3', { class: 'chain-title' }, context.texts.connection.chainTitle),
    element('ol', { class: 'chain' }, ...links.map((link) => linkView(context, link))),
  );

const PICTURES = { warning: 'notice', off: 'not-reached' } as const;

const pictureOf = (state: ShownLink['state']): IconName =>
  state === 'warning' || state === 'off' ? PICTURES[state] : state;

function linkView(context: PageContext, link: ShownLink): HTMLElement {
  const { note, remedies = [] } = link;
  return element(
    'li',
    { class: 'link', 'data-link': link.id, 'data-state': link.state },
    element('span', { class: 'state-icon' }, icon(pictureOf(link.state))),
    element(
      'div',
      { class: 'link-body' },
      element(
        'p',
        { class: 'link-head' },
        element('span', { class: 'link-name' }, link.name),
        ' ',
        element('span', { class: 'link-state' }, link.words),
      ),
      note !== undefined && element('p', { class: 'link-note' }, note),
      ...explained(context, link.explanation),
      remedies.length > 0 && element('p', { class: 'buttons' }, ...remedies),
    ),
  );
}

function explained(
  { texts }: PageContext,
  { message, fix, foreign }: Explanation = { foreign: {} },
): HTMLElement[] {
  const todo = element('b', {}, texts.connection.whatToDo);
  return [
    ...(message === undefined ? [] : [element('p', foreign, message)]),
    ...(fix === undefined ? [] : [element('p', {}, todo, ' ', element('span', foreign, fix))]),
  ];
}

/** The reader's own text if there is one. Otherwise the service's, which is English. */
export function explanationOf(
  context: PageContext,
  own: FailureText | undefined,
  service: { readonly message?: string | undefined; readonly fix?: string | undefined },
): Explanation {
  const { message, fix } = own ?? service;
  return {
    ...(message === undefined ? {} : { message }),
    ...(fix === undefined ? {} : { fix }),
    foreign: own || context.language === 'en' ? {} : { lang: 'en' },
  };
}

/** A link to the page where something can be repaired, as a button. */
export function outsideButton(context: PageContext, url: string): HTMLElement {
  const { connection, common } = context.texts;
  return element(
    'a',
    { class: 'button small', href: url, target: '_blank', rel: 'noreferrer' },
    connection.open[new URL(url).hostname] ?? connection.openOther,
    icon('out'),
    element('span', { class: 'for-readers-only' }, ` ${common.opensNewTab}`),
  );
}

/** The link, if it is an HTTPS URL. Other schemes are not safe to follow. */
export function safeUrl(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:'
    ? url
    : undefined;
}
