import { element, icon } from './element';
import { type PageContext } from './page-context';

/** A link to a Google page, inside a text. It opens a new tab and says so. */
export const outsideLink = ({ texts }: PageContext, href: string, words: string): HTMLElement =>
  element(
    'a',
    { href, target: '_blank', rel: 'noreferrer' },
    words,
    icon('out'),
    element('span', { class: 'for-readers-only' }, ` ${texts.common.opensNewTab}`),
  );
