import { announce, byId } from '../../../functions/page/browser/element';
import { type TryTexts } from '../try-texts';

/** The page's texts in the reader's language, embedded by the server. */
export const readTexts = (): TryTexts =>
  JSON.parse(document.body.dataset['texts'] ?? '') as TryTexts;

/** The text with each `{name}` replaced. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** A step that can be done. The last one can't. */
export type StepNumber = 1 | 2 | 3 | 4 | 5;

/** Shows in words and by colour whether a step is done. */
export function setStep(texts: TryTexts, number: StepNumber, done: boolean): void {
  const state = byId(`step-${number}-state`, HTMLElement);
  const name = done ? 'done' : 'todo';
  state.dataset['state'] = name;
  state.textContent = texts.states[name];
}

export type Tone = 'plain' | 'good' | 'bad' | 'working';

/** Shows an outcome and announces it to screen readers. */
export function showOutcome(target: HTMLElement, tone: Tone, ...content: (Node | string)[]): void {
  target.dataset['tone'] = tone;
  target.replaceChildren(...content);
  target.hidden = false;
  if (tone !== 'working') announce(target.textContent);
}

/** Makes every button with `data-copy` copy the text of the element that it names. */
export function enableCopying(texts: TryTexts): void {
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    const source = target.dataset['copy'];
    if (source === undefined) return;
    const text = byId(source, HTMLElement).textContent;
    void navigator.clipboard.writeText(text).then(() => {
      target.textContent = texts.copied;
      announce(texts.copied);
      setTimeout(() => (target.textContent = texts.copy), 2_000);
    });
  });
}
