import { type ConfigurationAnswer } from '../../api/configuration';

/** The service does not know which steps were completed in Google's consoles, so this browser stores it. */
const KEY = 'google-apps-api.steps-done';

function stepsDone(): number[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter((step) => typeof step === 'number') : [];
  } catch {
    return []; // storage is disabled, or its content is not ours
  }
}

/** Stores that a step is done when its Done link is clicked. */
export function rememberStepsDone(): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-done]')) {
    link.addEventListener('click', () => {
      try {
        const steps = new Set([...stepsDone(), Number(link.dataset['done'])]);
        localStorage.setItem(KEY, JSON.stringify([...steps]));
      } catch {
        // Without storage only the mark is lost.
      }
    });
  }
}

/** Marks the panels as done. A working connection proves steps 1 and 2, in whatever browser they were done. */
export function showStepsDone(configuration: ConfigurationAnswer | undefined): void {
  const steps = new Set(stepsDone());
  const state = configuration?.verification?.state;
  if (state === 'ok') steps.add(1).add(2);
  if (state === 'ok' || state === 'waiting') steps.add(3);
  for (const mark of document.querySelectorAll<HTMLElement>('[data-done-mark]')) {
    const done = steps.has(Number(mark.dataset['doneMark']));
    mark.hidden = !done;
    mark.closest('.panel')?.classList.toggle('is-done', done);
  }
}
