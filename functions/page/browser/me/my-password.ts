import { type MeAnswer } from '../../../api/me';
import { type PasswordAnswer } from '../../../api/password';
import { type CallProblem } from '../api';
import { whileBusy } from '../busy';
import { byId, setText } from '../element';
import { dateAndTime, readersLocale } from '../page-context';
import { hideResult, showProblem } from '../problem-view';
import { showPassword } from './calls';
import { type MeContext } from './me-context';
import { type MyState, stateOf } from './my-state';
import { ShownPassword } from './shown-password';

/** The first part of the page: user name, password, and what is new. */
export class MyPassword {
  readonly #context: MeContext;
  readonly #onTold: () => void;
  readonly #shown: ShownPassword;
  readonly #show = byId('show', HTMLButtonElement);
  readonly #news = byId('news', HTMLElement);
  readonly #problem = byId('show-problem', HTMLElement);
  #state: MyState = 'ready';
  /** The version that this page knows; a newer one was made elsewhere. */
  #version: number | undefined;

  /** `onTold`: the service has told a password, so what the page knows of it may be old. */
  constructor(context: MeContext, onTold: () => void) {
    this.#context = context;
    this.#onTold = onTold;
    this.#shown = new ShownPassword(context, () => {
      this.#label();
    });
    this.#show.addEventListener('click', () => {
      if (this.#shown.isShown) this.#shown.hide();
      else
        void whileBusy(this.#show, context.texts.me.loading, () => this.#ask()).then(this.#label);
    });
  }

  /** Shows the state as the service tells it. A password of a former version is hidden. */
  update(me: MeAnswer): void {
    const { texts } = this.#context;
    this.#state = stateOf(me);
    const isNewer = this.#version !== undefined && me.version !== this.#version;
    const name = byId('user-name', HTMLElement);
    const isOther = name.textContent !== '' && name.textContent !== me.primaryEmail; // signed in meanwhile
    const isUntold = ['refused', 'drifted', 'forgotten'].includes(this.#state);
    const isDead = isNewer || isOther || isUntold;
    if (isDead) this.#shown.hide();
    this.#version = me.version;
    name.textContent = me.primaryEmail;
    const words = this.#words(me) ?? (isNewer && !isOther ? texts.me.changedMeanwhile : undefined);
    if (words !== undefined || !this.#shown.isShown) setText(this.#news, words);
    setText(byId('changes-next', HTMLElement), this.#changesNext(me));
    byId('password-row', HTMLElement).hidden = this.#isWithout();
    this.#show.hidden = isUntold;
    this.#label();
  }

  /** Shows a password that was just told. */
  tell({ primaryEmail, password, version }: PasswordAnswer, news?: string): void {
    byId('user-name', HTMLElement).textContent = primaryEmail;
    this.#version = version;
    this.#state = 'ready';
    hideResult(this.#problem);
    setText(this.#news, news);
    byId('password-row', HTMLElement).hidden = false;
    this.#show.hidden = false;
    this.#shown.show(password);
    this.#label();
  }

  async #ask(): Promise<void> {
    const isFirst = this.#isWithout();
    const told = await showPassword();
    if (told.kind === 'ok')
      this.tell(told.json, isFirst ? this.#context.texts.me.issued : undefined);
    else this.#failed(told);
    this.#onTold();
  }

  #failed(problem: CallProblem): void {
    this.#shown.hide();
    showProblem(this.#context, this.#problem, problem);
  }

  /** No password is kept for this person. */
  #isWithout(): boolean {
    return ['none', 'taken-back', 'refused'].includes(this.#state);
  }

  readonly #label = (): void => {
    const { show, hide, get } = this.#context.texts.me;
    const isBusy = this.#show.getAttribute('aria-disabled') === 'true';
    if (isBusy) return;
    this.#show.textContent = this.#shown.isShown ? hide : this.#isWithout() ? get : show;
    this.#show.classList.toggle('quiet', this.#shown.isShown);
  };

  #words({ drift, reason }: MeAnswer): string | undefined {
    const { me } = this.#context.texts;
    switch (this.#state) {
      case 'refused':
        return reason && me.reasons[reason];
      case 'drifted':
        return me.drifted(drift ? dateAndTime(this.#context, new Date(drift.at)) : '');
      case 'forgotten':
        return me.forgotten;
      case 'none':
        return me.none;
      case 'taken-back':
        return me.takenBack;
      case 'doubt':
        return me.doubt;
      case 'ready':
        return undefined;
    }
  }

  #changesNext({ version, nextRotationAt }: MeAnswer): string | undefined {
    const { me } = this.#context.texts;
    if (version === undefined || this.#state !== 'ready') return undefined;
    if (nextRotationAt === undefined) return me.changesNever;
    const at = new Date(nextRotationAt);
    if (at.getTime() <= Date.now()) return me.changesSoon;
    const date = new Intl.DateTimeFormat(readersLocale(this.#context), { dateStyle: 'long' });
    return me.changesOn(date.format(at));
  }
}
