import { type OtherWorkspace } from '../../api/configuration';
import { type WorkspaceForgotten } from '../../api/workspace';
import { askService, type CallProblem } from './api';
import { whileBusy } from './busy';
import { byId } from './element';
import { markFault } from './key-file-field';
import { type PageContext } from './page-context';
import { hideResult, showProblem } from './problem-view';
import { numberWords } from './format';

/**
 * Passwords per step. A step takes one or two seconds. Then the progress is updated, and the reader can
 * stop.
 */
const STEP = 250;

/**
 * The result. `news`: a text for the reader, absent if the reader knows it already. `isAll`: nothing is
 * left.
 */
export type Forgotten = { readonly news?: string; readonly isAll: boolean };

/**
 * Asks whether to forget the passwords of a Workspace, lets the user type its ID, and forgets them step by
 * step.
 */
export class ForgetWorkspace {
  readonly #context: PageContext;
  readonly #dialog = byId('forget-dialog', HTMLDialogElement);
  readonly #typed = byId('forget-typed', HTMLInputElement);
  readonly #fault = byId('forget-fault', HTMLElement);
  readonly #problem = byId('forget-problem', HTMLElement);
  readonly #cancel = byId('forget-cancel', HTMLButtonElement);
  readonly #confirm = byId('forget-confirm', HTMLButtonElement);
  #workspace: OtherWorkspace = { customerId: '', passwords: 0 };
  #forgotten = 0;
  #left = 0;
  #isWorking = false;
  #isStopped = false;
  #outcome: Forgotten | undefined;
  #close: (outcome: Forgotten | undefined) => void = () => undefined;

  constructor(context: PageContext) {
    this.#context = context;
    this.#typed.addEventListener('input', () => {
      markFault(this.#typed, this.#fault, undefined);
    });
    this.#cancel.addEventListener('click', () => {
      this.#leave();
    });
    this.#dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.#leave();
    });
    this.#dialog.addEventListener('close', () => {
      // A browser may close the dialog even though the event is cancelled.
      if (this.#isWorking) this.#isStopped = true;
      else this.#close(this.#outcome);
    });
    byId('forget-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#isConfirmed()) {
        const { working } = context.texts.otherWorkspaces;
        void whileBusy(this.#confirm, working, () => this.#forgetAll());
      }
    });
  }

  /** Returns `undefined` if nothing was attempted. */
  ask(workspace: OtherWorkspace): Promise<Forgotten | undefined> {
    const { passwords, question, typeIt } = this.#context.texts.otherWorkspaces;
    const { customerId } = workspace;
    this.#workspace = workspace;
    [this.#forgotten, this.#left, this.#outcome] = [0, workspace.passwords, undefined];
    const count = passwords(this.#left, numberWords(this.#context, this.#left));
    byId('forget-question', HTMLElement).textContent = question(count, customerId);
    byId('forget-label', HTMLElement).textContent = typeIt(customerId);
    this.#typed.value = '';
    markFault(this.#typed, this.#fault, undefined);
    hideResult(this.#problem);
    this.#show('question');
    this.#dialog.showModal();
    this.#typed.focus();
    return new Promise((resolve) => {
      this.#close = resolve;
    });
  }

  /** Typing the ID confirms which Workspace is meant. */
  #isConfirmed(): boolean {
    const { customerId } = this.#workspace;
    const isIt = this.#typed.value.trim().toLowerCase() === customerId.toLowerCase();
    const { notIt } = this.#context.texts.otherWorkspaces;
    markFault(this.#typed, this.#fault, isIt ? undefined : notIt(customerId));
    if (!isIt) this.#typed.focus();
    return isIt;
  }

  #leave(): void {
    if (!this.#isWorking) {
      this.#dialog.close();
      return;
    }
    this.#isStopped = true;
    this.#cancel.textContent = this.#context.texts.otherWorkspaces.stopping;
  }

  async #forgetAll(): Promise<void> {
    hideResult(this.#problem);
    this.#isStopped = false;
    this.#isWorking = true;
    this.#cancel.textContent = this.#context.texts.otherWorkspaces.stop;
    this.#show('work');
    this.#confirm.focus(); // the text field is now hidden
    let last = await this.#step();
    while (this.#goesOn(last)) last = await this.#step();
    this.#isWorking = false;
    this.#cancel.textContent = this.#context.texts.otherWorkspaces.cancel;
    this.#outcome = this.#cameOf(last);
    if ('code' in last && this.#dialog.open) this.#brokeOff(last);
    else if (this.#dialog.open) this.#dialog.close();
    else this.#close(this.#outcome);
  }

  /** If a step forgot no password, the remaining ones cannot be forgotten now. */
  #goesOn(last: WorkspaceForgotten | CallProblem): boolean {
    return !('code' in last) && last.forgotten > 0 && this.#left > 0 && !this.#isStopped;
  }

  async #step(): Promise<WorkspaceForgotten | CallProblem> {
    const path = `/v1/accounts?customerId=${this.#workspace.customerId}&limit=${STEP}`;
    const answer = await askService<WorkspaceForgotten>({ method: 'DELETE', path }, 'forgotten');
    if (answer.kind === 'gone') return { kind: 'problem', code: 'unreadable-answer', errors: [] };
    if (answer.kind === 'problem') return answer;
    this.#forgotten += answer.json.forgotten;
    this.#left = answer.json.left ?? 0;
    this.#showProgress();
    return answer.json;
  }

  #brokeOff(problem: CallProblem): void {
    const { problems, otherWorkspaces } = this.#context.texts;
    const byCode = { ...problems.byCode, ...otherWorkspaces.problems };
    const texts = { ...this.#context.texts, problems: { ...problems, byCode } };
    // The page chose the parameters, so their names do not help the reader.
    const shown = { ...problem, errors: [] };
    const before = otherWorkspaces.brokeOff;
    showProblem({ ...this.#context, texts }, this.#problem, shown, { before });
  }

  /** Shows the question with its field, or the progress. After an error the progress stays. */
  #show(what: 'question' | 'work'): void {
    byId('forget-consequences', HTMLElement).hidden = what === 'work';
    byId('forget-field', HTMLElement).hidden = what === 'work';
    byId('forget-progress', HTMLElement).hidden = what === 'question';
    this.#showProgress();
  }

  #showProgress(): void {
    const bar = byId('forget-bar', HTMLProgressElement);
    bar.max = this.#forgotten + this.#left;
    bar.value = this.#forgotten;
    const words = this.#context.texts.otherWorkspaces.progress(...this.#numbers());
    byId('forget-progress-words', HTMLElement).textContent = words;
  }

  #cameOf(last: WorkspaceForgotten | CallProblem): Forgotten {
    const texts = this.#context.texts.otherWorkspaces;
    const { customerId } = this.#workspace;
    const [forgotten, left] = this.#numbers();
    if (this.#left === 0) {
      const done = texts.done(this.#forgotten, forgotten, customerId);
      return { isAll: true, news: this.#forgotten === 0 ? texts.nothing(customerId) : done };
    }
    const isCutShort = 'code' in last || this.#isStopped;
    if (!isCutShort) return { isAll: false, news: texts.rest(forgotten, left) };
    if (this.#forgotten === 0) return { isAll: false };
    return { isAll: false, news: texts.stopped(forgotten, left) };
  }

  #numbers(): [forgotten: string, left: string] {
    return [numberWords(this.#context, this.#forgotten), numberWords(this.#context, this.#left)];
  }
}
