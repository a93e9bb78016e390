import { type MeAnswer } from '../../../api/me';
import { type PasswordAnswer } from '../../../api/password';
import { byId, setText } from '../element';
import { numberWords } from '../format';
import { showProblem } from '../problem-view';
import { wireQuestion } from '../question';
import { makeNewPassword } from './calls';
import { type MeContext } from './me-context';
import { stateOf } from './my-state';

/** *Make a new one*: says first what that does, and how often it is still possible today. */
export class NewPassword {
  readonly #context: MeContext;
  #left = 0;

  constructor(context: MeContext, onMade: (told: PasswordAnswer) => void, onRefused: () => void) {
    this.#context = context;
    const open = wireQuestion({
      name: 'renew',
      working: context.texts.me.making,
      act: async (problem) => {
        const told = await makeNewPassword();
        if (told.kind === 'ok') {
          return () => {
            onMade(told.json);
          };
        }
        showProblem(context, problem, told);
        onRefused();
        return undefined;
      },
    });
    byId('renew', HTMLButtonElement).addEventListener('click', () => {
      byId('renew-confirm', HTMLButtonElement).disabled = this.#left === 0;
      open();
    });
  }

  update(me: MeAnswer): void {
    const { leftToday, noneLeft } = this.#context.texts.me;
    const state = stateOf(me);
    byId('renew-action', HTMLElement).hidden =
      me.version === undefined || state === 'refused' || state === 'taken-back';
    byId('renew', HTMLButtonElement).classList.toggle(
      'quiet',
      state !== 'drifted' && state !== 'forgotten',
    );
    this.#left = me.rotationsLeftToday;
    byId('renew-confirm', HTMLButtonElement).disabled = this.#left === 0;
    const words =
      this.#left === 0 ? noneLeft : leftToday(this.#left, numberWords(this.#context, this.#left));
    setText(byId('renew-left', HTMLElement), words);
  }
}
