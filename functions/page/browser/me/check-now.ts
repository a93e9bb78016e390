import { type MeAnswer } from '../../../api/me';
import { type ProofAnswer } from '../../../api/proof';
import { whileBusy } from '../busy';
import { byId, element } from '../element';
import { dateAndTime } from '../page-context';
import { hideResult, showProblem } from '../problem-view';
import { checkPassword } from './calls';
import { type MeContext } from './me-context';
import { stateOf } from './my-state';
import { isUnanswered, type Reading } from './reading';

const LOOK = { works: 'good', refused: 'bad', unknown: 'wait' } as const;

type About = Pick<MeAnswer, 'primaryEmail' | 'version'>;

const isAbout = (one: About, other: About): boolean =>
  one.primaryEmail === other.primaryEmail && one.version === other.version;

/** *Check it now*, where Secure LDAP is connected: the button is in the page only then. */
export class CheckNow {
  readonly #context: MeContext;
  readonly #read: () => Reading;
  readonly #action = document.getElementById('check-action');

  /** What the page shows. */
  #about: About | undefined;
  /** When the proof was made that was shown last. */
  #shownAt: string | undefined;

  constructor(context: MeContext, read: () => Reading) {
    this.#context = context;
    this.#read = read;
    if (!this.#action) return;
    const button = byId('check', HTMLButtonElement);
    button.addEventListener('click', () => {
      void whileBusy(button, context.texts.me.checking, () => this.#check());
    });
  }

  /** Shows the last result if it is about the present password. */
  update(me: MeAnswer, isChanged: boolean): void {
    if (!this.#action) return;
    const state = stateOf(me);
    this.#about = me;
    this.#action.hidden = me.version === undefined || (state !== 'ready' && state !== 'doubt');
    if (isChanged) this.#shownAt = undefined;
    if (me.proof && me.proof.version === me.version) {
      if (me.proof.at !== this.#shownAt) this.#show(me.proof); // else a problem that is newer may stand there
    } else if (isChanged) hideResult(byId('check-result', HTMLElement));
  }

  /** The sign-in is refused. */
  forget(): void {
    if (!this.#action) return;
    this.#about = undefined;
    this.#shownAt = undefined;
    this.#action.hidden = true;
    hideResult(byId('check-result', HTMLElement));
  }

  /** The service checks the password in effect. That may be another one, or another person's, than shown here. */
  async #check(): Promise<void> {
    const target = byId('check-result', HTMLElement);
    const before = this.#about;
    const told = await checkPassword();
    const isSilent = told.kind === 'problem' && isUnanswered(told.code);
    const me = isSilent ? undefined : await this.#read();
    if (told.kind === 'problem') {
      if (this.#about && before && isAbout(this.#about, before))
        showProblem(this.#context, target, told);
      return;
    }
    if (me === undefined) return;
    const isSameVersion = told.json.version === before?.version;
    if (me.kind === 'problem') {
      if (isSameVersion) this.#tell(told.json);
      else showProblem(this.#context, target, me);
    } else if (isSameVersion && isAbout(me.json, before)) this.#tell(told.json);
    else {
      hideResult(target);
      this.#shownAt = undefined;
      byId('news', HTMLElement).focus();
    }
  }

  #tell(proof: ProofAnswer): void {
    this.#show(proof);
    byId('check-result', HTMLElement).focus();
  }

  #show({ result, at }: ProofAnswer): void {
    this.#shownAt = at;
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
