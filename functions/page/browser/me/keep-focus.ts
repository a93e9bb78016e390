import { byId } from '../element';

/** Where the focus goes when what had it is gone: to what is new, else to what there is to do. */
const NEXT = ['trouble', 'news', 'show', 'me-title'];

/** Changes the page. If what has the focus goes away by that, the focus moves to what can be seen. */
export function keepFocus(change: () => void): void {
  const hadFocus = hasFocus();
  change();
  if (hadFocus) mendFocus();
}

export function mendFocus(): void {
  if (hasFocus()) return;
  NEXT.map((id) => byId(id, HTMLElement))
    .find(isSeen)
    ?.focus();
}

function hasFocus(): boolean {
  const at = document.activeElement;
  return at !== null && at !== document.body && isSeen(at);
}

const isSeen = (element: Element): boolean => element.getClientRects().length > 0;
