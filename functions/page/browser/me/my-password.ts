import { type MeAnswer } from '../../../api/me';
import { type PasswordAnswer } from '../../../api/password';
import { type CallProblem } from '../api';
import { whileBusy } from '../busy';
import { announce, byId, setText } from '../element';
import { dateAndTime, readersLocale } from '../page-context';
import { hideResult, showProblem } from '../problem-view';
import { showPassword, type Told } from './calls';
import { type MeContext } from './me-context';
import { type MyState, stateOf } from './my-state';
import { type Reading } from './reading';
import { ShownPassword } from './shown-password';

/** The first part of the page: user name, password, and what is new. */
export class MyPassword {
  readonly #context: MeContext;
  readonly #read: () => Reading;
  readonly #onTold: () => void;
  readonly #shown: ShownPassword;
  readonly #show = byId('show', HTMLButtonElement);
  readonly #name = byId('user-name', HTMLElement);
  readonly #news = byId('news', HTMLElement);
  readonly #problem = byId('show-problem', HTMLElement);
  #state: MyState = 'ready';
  /** The version that this page knows; a newer one was made elsewhere. */
  #version: number | undefined;
  /** A newer version was made elsewhere and not shown yet. */
  #isUnseen = false;

  /** `onTold`: the service has told a password, so what the page knows of it may be old. */
  constructor(context: MeContext, read: () => Reading, onTold: () => void) {
    this.#context = context;
    this.#read = read;
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
  update(me: MeAnswer, isChanged: boolean): void {
    this.#state = stateOf(me);
    const isNewer = this.#version !== undefined && me.version !== this.#version;
    const person = this.#name.textContent;
    const isOther = person !== '' && person !== me.primaryEmail; // signed in meanwhile
    const isUntold = this.#isUntold();
    if (isNewer || isOther || isUntold) this.#shown.hide();
    if (isChanged) hideResult(this.#problem);
    if (isNewer || isOther) this.#isUnseen = !isOther && me.version !== undefined;
    this.#version = me.version;
    this.#name.textContent = me.primaryEmail;
    const { changedMeanwhile } = this.#context.texts.me;
    const words = this.#words(me) ?? (this.#isUnseen ? changedMeanwhile : undefined);
    if (words !== undefined || !this.#shown.isShown) this.#tellNews(words);
    setText(byId('changes-next', HTMLElement), this.#changesNext(me));
    byId('password-row', HTMLElement).hidden = this.#isWithout();
    this.#show.hidden = isUntold;
    this.#label();
  }

  /** The sign-in is refused: nothing of the person before stays. */
  forget(): void {
    this.#shown.hide();
    this.#version = undefined;
    this.#isUnseen = false;
    this.#name.textContent = '';
    hideResult(this.#problem);
    setText(this.#news, undefined);
  }

  /** Shows a password that was just told. */
  tell({ primaryEmail, password, version }: PasswordAnswer, news?: string): void {
    this.#name.textContent = primaryEmail;
    this.#version = version;
    this.#isUnseen = false;
    this.#state = 'ready';
    hideResult(this.#problem);
    setText(this.#news, news);
    byId('password-row', HTMLElement).hidden = false;
    this.#show.hidden = false;
    this.#shown.show(password, news);
    this.#label();
  }

  /** To show a password makes one where there is none. So the page looks first whether it is still right. */
  async #ask(): Promise<void> {
    const person = this.#name.textContent;
    const known = this.#version;
    const hadOne = !this.#isWithout();
    const me = await this.#read();
    if (me?.kind === 'problem') this.#failed(me);
    if (me?.kind !== 'ok' || me.json.primaryEmail !== person) return;
    const state = stateOf(me.json);
    if (this.#isUntold(state) || (hadOne && this.#isWithout(state))) return;
    const told = await showPassword();
    if (told.kind === 'ok') this.tell(told.json, this.#newsOf(told, known));
    else this.#failed(told);
    this.#onTold();
  }

  #newsOf(
    { status, json }: Extract<Told<PasswordAnswer>, { kind: 'ok' }>,
    known?: number,
  ): string | undefined {
    const { issued, changedShown } = this.#context.texts.me;
    if (status === 201) return issued;
    return known !== undefined && json.version !== known ? changedShown : undefined;
  }

  #tellNews(words: string | undefined): void {
    if (words !== undefined && words !== this.#news.textContent) announce(words);
    setText(this.#news, words);
  }

  #failed(problem: CallProblem): void {
    this.#shown.hide();
    showProblem(this.#context, this.#problem, problem);
  }

  /** No password is kept for this person. */
  #isWithout(state = this.#state): boolean {
    return ['none', 'taken-back', 'refused'].includes(state);
  }

  /** The service shows no password in this state, and makes none. */
  #isUntold(state = this.#state): boolean {
    return ['refused', 'drifted', 'forgotten'].includes(state);
  }

  readonly #label = (): void => {
    const { show, hide, get } = this.#context.texts.me;
    const isBusy = this.#show.getAttribute('aria-disabled') === 'true';
    if (isBusy) return;
    this.#show.textContent = this.#shown.isShown ? hide : this.#isWithout() ? get : show;
    this.#show.classList.toggle('quiet', this.#shown.isShown);
  };

  #words({ drift, reason, rotationsLeftToday }: MeAnswer): string | undefined {
    const { me } = this.#context.texts;
    const mayRenew = rotationsLeftToday > 0;
    switch (this.#state) {
      case 'refused':
        return reason && me.reasons[reason];
      case 'drifted':
        return me.drifted(drift ? dateAndTime(this.#context, new Date(drift.at)) : '', mayRenew);
      case 'forgotten':
        return me.forgotten(mayRenew);
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
