import { type MeAnswer } from '../../../api/me';
import { type ProofAnswer } from '../../../api/proof';
import { whileBusy } from '../busy';
import { byId, element } from '../element';
import { dateAndTime } from '../page-context';
import { hideResult, showProblem } from '../problem-view';
import { checkPassword } from './calls';
import { type MeContext } from './me-context';
import { stateOf } from './my-state';

const LOOK = { works: 'good', refused: 'bad', unknown: 'wait' } as const;

/** *Check it now*, where Secure LDAP is connected: the button is in the page only then. */
export class CheckNow {
  readonly #context: MeContext;
  readonly #action = document.getElementById('check-action');

  constructor(context: MeContext) {
    this.#context = context;
    if (!this.#action) return;
    const button = byId('check', HTMLButtonElement);
    button.addEventListener('click', () => {
      void whileBusy(button, context.texts.me.checking, () => this.#check());
    });
  }

  /** Shows the last result if it is about the present password. */
  update(me: MeAnswer): void {
    if (!this.#action) return;
    const state = stateOf(me);
    this.#action.hidden = me.version === undefined || (state !== 'ready' && state !== 'doubt');
    if (me.proof && me.proof.version === me.version) this.#show(me.proof);
    else hideResult(byId('check-result', HTMLElement));
  }

  async #check(): Promise<void> {
    const target = byId('check-result', HTMLElement);
    const told = await checkPassword();
    if (told.kind === 'ok') {
      this.#show(told.json);
      target.focus();
    } else showProblem(this.#context, target, told);
  }

  #show({ result, at }: ProofAnswer): void {
    const { proofs, checkedAt } = this.#context.texts.me;
    const target = byId('check-result', HTMLElement);
    target.className = `result ${LOOK[result]}`;
    const { what, todo } = proofs[result];
    target.replaceChildren(
      element('p', {}, element('b', {}, what), todo && ` ${todo}`),
      element('p', { class: 'hint' }, checkedAt(dateAndTime(this.#context, new Date(at)))),
    );
    target.hidden = false;
  }
}
