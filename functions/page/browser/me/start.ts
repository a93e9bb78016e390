import { type CallProblem } from '../api';
import { byId, setText } from '../element';
import { hideResult, showProblem } from '../problem-view';
import { AddToDevice } from './add-to-device';
import { readMe } from './calls';
import { CheckNow } from './check-now';
import { type MeContext } from './me-context';
import { MyPassword } from './my-password';
import { NewPassword } from './new-password';

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

  constructor(context: MeContext) {
    this.#context = context;
    const changed = (): void => {
      this.#otherTabs.postMessage('changed');
      void this.load();
    };
    this.#password = new MyPassword(context, changed);
    this.#devices = new AddToDevice(context);
    this.#check = new CheckNow(context);
    this.#renew = new NewPassword(
      context,
      (told) => {
        this.#password.tell(told, context.texts.me.renewed);
        changed();
      },
      changed,
    );
    this.#readAgain();
  }

  async load(): Promise<void> {
    const reading = (this.#readings += 1);
    const answer = await readMe();
    if (reading !== this.#readings) return;
    byId('loading', HTMLElement).hidden = true;
    if (answer.kind === 'problem') {
      this.#failed(answer);
      return;
    }
    hideResult(byId('trouble', HTMLElement));
    byId('mine', HTMLElement).hidden = false;
    this.#password.update(answer.json);
    this.#devices.update(answer.json);
    this.#check.update(answer.json);
    this.#renew.update(answer.json);
  }

  #readAgain(): void {
    const whileSeen = (): void => {
      if (document.visibilityState === 'visible') void this.load();
    };
    document.addEventListener('visibilitychange', whileSeen);
    setInterval(whileSeen, READ_AGAIN_MS);
    this.#otherTabs.addEventListener('message', whileSeen);
  }

  /** The state is not known. What is on the page already stays: it may be what the person is typing off. */
  #failed(problem: CallProblem): void {
    const run = (): void => {
      setText(byId('loading', HTMLElement), this.#context.texts.me.loading);
      hideResult(byId('trouble', HTMLElement));
      void this.load();
    };
    const action = { label: this.#context.texts.me.again, run };
    showProblem(this.#context, byId('trouble', HTMLElement), problem, { action });
  }
}
