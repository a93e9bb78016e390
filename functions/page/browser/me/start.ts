import { type MeAnswer } from '../../../api/me';
import { type CallProblem } from '../api';
import { byId, setText } from '../element';
import { hideResult, showProblem } from '../problem-view';
import { AddToDevice } from './add-to-device';
import { readMe } from './calls';
import { CheckNow } from './check-now';
import { keepFocus } from './keep-focus';
import { type MeContext } from './me-context';
import { MyPassword } from './my-password';
import { stateOf } from './my-state';
import { NewPassword } from './new-password';
import { isUnanswered, type Reading } from './reading';

/** A page that stays open reads the state again: over midnight, and after a change elsewhere. */
const READ_AGAIN_MS = 300_000;

/** Starts the page `/me`. */
export function start(context: MeContext): void {
  void new MePage(context).load();
}

class MePage {
  readonly #context: MeContext;
  readonly #password: MyPassword;
  readonly #devices: AddToDevice;
  readonly #check: CheckNow;
  readonly #renew: NewPassword;
  readonly #otherTabs = new BroadcastChannel('me');
  /** Answers may arrive out of order. Only the answer to the newest reading counts. */
  #readings = 0;
  /** What the page shows, as person, state and version. */
  #shown: string | undefined;

  constructor(context: MeContext) {
    this.#context = context;
    const changed = (): void => {
      this.#otherTabs.postMessage('changed');
      void this.load();
    };
    const read = (): Reading => this.#read(false);
    this.#password = new MyPassword(context, read, changed);
    this.#devices = new AddToDevice(context, read);
    this.#check = new CheckNow(context, read);
    this.#renew = new NewPassword(context, read, {
      made: (told) => {
        this.#password.tell(told, context.texts.me.renewed);
        changed();
      },
      refused: changed,
    });
    this.#readAgain();
  }

  async load(): Promise<void> {
    await this.#read(true);
  }

  /** Reads and shows the state. Where no answer came, `saysAll` decides whether the page says so. */
  async #read(saysAll: boolean): Reading {
    const reading = (this.#readings += 1);
    const answer = await readMe();
    const isNewest = reading === this.#readings;
    if (isNewest) byId('loading', HTMLElement).hidden = true;
    if (answer.kind === 'problem') {
      const mayBeUnchanged = isUnanswered(answer.code);
      if (isNewest && !mayBeUnchanged) this.#forget();
      if (isNewest && (saysAll || !mayBeUnchanged)) this.#failed(answer);
      return mayBeUnchanged ? answer : undefined;
    }
    if (isNewest) {
      keepFocus(() => {
        this.#update(answer.json);
      });
    }
    return answer;
  }

  #update(me: MeAnswer): void {
    const shown = JSON.stringify([me.primaryEmail, stateOf(me), me.version]);
    const isChanged = shown !== this.#shown;
    this.#shown = shown;
    hideResult(byId('trouble', HTMLElement));
    byId('mine', HTMLElement).hidden = false;
    this.#renew.update(me); // first: a dialog that closes gives the focus back to the page
    this.#password.update(me, isChanged);
    this.#devices.update(me, isChanged);
    this.#check.update(me, isChanged);
  }

  #readAgain(): void {
    const whileSeen = (): void => {
      if (document.visibilityState === 'visible') void this.load();
    };
    document.addEventListener('visibilitychange', whileSeen);
    setInterval(whileSeen, READ_AGAIN_MS);
    this.#otherTabs.addEventListener('message', whileSeen);
  }

  /** Who reads this page now is refused: nothing of the person before may stay. */
  #forget(): void {
    this.#shown = undefined;
    this.#renew.forget();
    this.#password.forget();
    this.#devices.forget();
    this.#check.forget();
    byId('mine', HTMLElement).hidden = true;
  }

  /** The state is not known. What is on the page then stays: it may be what the person is typing off. */
  #failed(problem: CallProblem): void {
    const run = (): void => {
      keepFocus(() => {
        setText(byId('loading', HTMLElement), this.#context.texts.me.loading);
        hideResult(byId('trouble', HTMLElement));
      });
      void this.load();
    };
    const action = { label: this.#context.texts.me.again, run };
    showProblem(this.#context, byId('trouble', HTMLElement), problem, { action });
  }
}
