import { byId } from './element';

/** On narrow screens: the button opens and closes the list of pages, and Escape closes it. */
export function enablePageMenu(): void {
  const button = byId('pages-menu', HTMLButtonElement);
  const open = (isOpen: boolean): void => {
    button.setAttribute('aria-expanded', String(isOpen));
  };
  button.addEventListener('click', () => {
    open(button.getAttribute('aria-expanded') !== 'true');
  });
  button.parentElement?.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || button.getAttribute('aria-expanded') !== 'true') return;
    open(false);
    button.focus();
  });
  // A page that the browser keeps for the Back button comes back closed.
  window.addEventListener('pagehide', () => {
    open(false);
  });
}
