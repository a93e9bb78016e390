import { type MeAnswer } from '../../../api/me';
import { type PasswordAnswer } from '../../../api/password';
import { byId, setText } from '../element';
import { numberWords } from '../format';
import { showProblem } from '../problem-view';
import { type Afterwards, wireQuestion } from '../question';
import { makeNewPassword } from './calls';
import { mendFocus } from './keep-focus';
import { type MeContext } from './me-context';
import { type MyState, stateOf } from './my-state';
import { type Reading } from './reading';

type Outcomes = {
  readonly made: (told: PasswordAnswer) => void;
  readonly refused: () => void;
};

/** *Make a new one*: says first what that does, and how often it is still possible today. */
export class NewPassword {
  readonly #context: MeContext;
  readonly #read: () => Reading;
  readonly #outcomes: Outcomes;
  readonly #dialog = byId('renew-dialog', HTMLDialogElement);
  #left = 0;
  /** Whose password the page shows. */
  #person: string | undefined;

  constructor(context: MeContext, read: () => Reading, outcomes: Outcomes) {
    this.#context = context;
    this.#read = read;
    this.#outcomes = outcomes;
    const open = wireQuestion({
      name: 'renew',
      working: context.texts.me.making,
      act: (problem) => this.#make(problem),
    });
    byId('renew', HTMLButtonElement).addEventListener('click', () => {
      byId('renew-confirm', HTMLButtonElement).disabled = this.#left === 0;
      open();
    });
  }

  update(me: MeAnswer): void {
    const state = stateOf(me);
    const isThere = mayRenew(me, state);
    if (!isThere || me.primaryEmail !== this.#person) this.#close();
    this.#person = me.primaryEmail;
    byId('renew-action', HTMLElement).hidden = !isThere;
    const isOnlyWay = state === 'drifted' || state === 'forgotten';
    byId('renew', HTMLButtonElement).classList.toggle('quiet', !isOnlyWay);
    this.#left = me.rotationsLeftToday;
    byId('renew-confirm', HTMLButtonElement).disabled = this.#left === 0;
    const { leftToday, noneLeft, noneLeftAsk } = this.#context.texts.me;
    const none = isOnlyWay ? noneLeftAsk : noneLeft;
    const words =
      this.#left === 0 ? none : leftToday(this.#left, numberWords(this.#context, this.#left));
    setText(byId('renew-left', HTMLElement), words);
  }

  /** The sign-in is refused. */
  forget(): void {
    this.#close();
    this.#person = undefined;
    byId('renew-action', HTMLElement).hidden = true;
  }

  /** The sign-in may have changed since the question was asked: nobody else's password is replaced. */
  async #make(problem: HTMLElement): Promise<Afterwards | undefined> {
    const person = this.#person;
    const me = await this.#read();
    if (me?.kind === 'problem') {
      showProblem(this.#context, problem, me);
      return undefined;
    }
    if (!me || me.json.primaryEmail !== person || !mayRenew(me.json)) return mendFocus;
    const told = await makeNewPassword();
    if (told.kind === 'ok') {
      return () => {
        this.#outcomes.made(told.json);
      };
    }
    showProblem(this.#context, problem, told);
    this.#outcomes.refused();
    return undefined;
  }

  /** Closes the question. While it works, it closes by itself. */
  #close(): void {
    const isWorking = byId('renew-cancel', HTMLButtonElement).ariaDisabled === 'true';
    if (this.#dialog.open && !isWorking) this.#dialog.close();
  }
}

const mayRenew = (me: MeAnswer, state: MyState = stateOf(me)): boolean =>
  me.version !== undefined && state !== 'refused' && state !== 'taken-back';
