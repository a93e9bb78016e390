import { announce, element } from './element';
import { type PageContext } from './page-context';

const SHOWN_MS = 2_000;

/** Wires the copy buttons. Each names by ID (`data-copy`) the element whose value it copies. */
export function enableCopyButtons(context: PageContext): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    button.addEventListener('click', () => {
      const source = document.getElementById(button.dataset['copy'] ?? '');
      const value = source instanceof HTMLInputElement ? source.value : source?.textContent;
      void copy(context, button, value?.trim() ?? '');
    });
  }
}

/** A button that copies this value. */
export function copyButton(context: PageContext, label: string, value: string): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'button small quiet' }, label);
  button.addEventListener('click', () => void copy(context, button, value));
  return button;
}

async function copy(context: PageContext, button: HTMLElement, value: string): Promise<void> {
  const { copied, copyFailed } = context.texts.connection;
  if (value === '' || button.dataset['copied'] !== undefined) return;
  try {
    await navigator.clipboard.writeText(value);
  } catch {
    announce(copyFailed);
    button.after(element('span', { class: 'fault' }, copyFailed));
    return;
  }
  announce(`${copied} ${value}`);
  const before = [...button.childNodes];
  button.dataset['copied'] = '';
  button.style.minWidth = `${button.offsetWidth}px`; // keeps the layout of the row stable
  button.replaceChildren(copied);
  setTimeout(() => {
    button.replaceChildren(...before);
    delete button.dataset['copied'];
  }, SHOWN_MS);
}
