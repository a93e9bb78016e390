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

/** Wires a dialog of `questionDialog`. Returns the function that opens it. */
export function wireQuestion({ name, working, act }: Wiring): () => void {
  const dialog = byId(`${name}-dialog`, HTMLDialogElement);
  const problem = byId(`${name}-problem`, HTMLElement);
  const confirm = byId(`${name}-confirm`, HTMLButtonElement);
  const confirmed = async (): Promise<void> => {
    hideResult(problem);
    const afterwards = await act(problem);
    if (!afterwards) return;
    dialog.close();
    await afterwards();
  };
  byId(`${name}-cancel`, HTMLButtonElement).addEventListener('click', () => {
    dialog.close();
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
