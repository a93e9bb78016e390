import { whileBusy } from './busy';
import { byId } from './element';
import { hideResult } from './problem-view';

/** What follows once the dialog is closed. */
export type Afterwards = () => void | Promise<void>;

type Wiring = {
  /** As `questionDialog` was given it. */
  readonly name: string;
  /** What the button says meanwhile. */
  readonly working: string;
  /** Undefined: it shows a problem in the element that it is given, and the dialog stays open. */
  readonly act: (problem: HTMLElement) => Promise<Afterwards | undefined>;
};

/** A question of `questionDialog`. Gives what opens it. */
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
