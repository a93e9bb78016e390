import { whileBusy } from './busy';
import { byId } from './element';
import { hideResult } from './problem-view';

/** Runs after the dialog has closed. */
export type Afterwards = () => void | Promise<void>;

type Wiring = {
  /** The name passed to `questionDialog`. */
  readonly name: string;
  /** The button's text while the action runs. */
  readonly working: string;
  /**
   * Returns `undefined` after a failure: it shows the problem in the given element, and the dialog stays
   * open.
   */
  readonly act: (problem: HTMLElement) => Promise<Afterwards | undefined>;
};

/**
 * Wires a dialog of `questionDialog`. Returns the function that opens it. The dialog stays open while the
 * action runs: otherwise a problem would be lost, or be shown with the next question.
 */
export function wireQuestion({ name, working, act }: Wiring): () => void {
  const dialog = byId(`${name}-dialog`, HTMLDialogElement);
  const problem = byId(`${name}-problem`, HTMLElement);
  const cancel = byId(`${name}-cancel`, HTMLButtonElement);
  const confirm = byId(`${name}-confirm`, HTMLButtonElement);
  const isWorking = (): boolean => cancel.ariaDisabled === 'true';
  const confirmed = async (): Promise<void> => {
    hideResult(problem);
    cancel.ariaDisabled = 'true';
    const afterwards = await act(problem).finally(() => {
      cancel.ariaDisabled = null;
    });
    if (!afterwards) return;
    dialog.close();
    await afterwards();
  };
  cancel.addEventListener('click', () => {
    if (!isWorking()) dialog.close();
  });
  dialog.addEventListener('cancel', (event) => {
    if (isWorking()) event.preventDefault();
  });
  dialog.addEventListener('close', () => {
    if (!isWorking()) return;
    dialog.showModal(); // a browser may close the dialog even though the event is cancelled
    confirm.focus();
  });
  byId(`${name}-form`, HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    void whileBusy(confirm, working, confirmed);
  });
  return () => {
    hideResult(problem);
    dialog.showModal();
  };
}
