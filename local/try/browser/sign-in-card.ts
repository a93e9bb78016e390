import { announce, byId, element } from '../../../functions/page/browser/element';
import { type TryTexts } from '../try-texts';
import { filled, setStep, type StepNumber } from './page';
import { type Told } from './passwords';

/** How many attempts the page shows. */
const SHOWN_ATTEMPTS = 8;

/** The answer to one sign-in. `code` is the protocol's own, if there is one. */
export type Verdict = {
  readonly accepted: boolean;
  readonly code?: number | undefined;
  readonly text: string;
};

export type SignInKind = {
  /** The form's, and the beginning of its parts' ids. */
  readonly id: 'wifi' | 'device';
  readonly step: StepNumber;
  readonly signIn: (texts: TryTexts, userName: string, password: string) => Promise<Verdict>;
};

/** Steps 4 and 5: signs in with a password returned so far or with another one. */
export class SignInCard {
  readonly #kind: SignInKind;
  readonly #texts: TryTexts;
  readonly #userName: HTMLInputElement;
  readonly #password: HTMLInputElement;
  readonly #told = new Map<string, Told[]>();

  constructor(kind: SignInKind, texts: TryTexts) {
    this.#kind = kind;
    this.#texts = texts;
    this.#userName = byId(`${kind.id}-user`, HTMLInputElement);
    this.#password = byId(`${kind.id}-password`, HTMLInputElement);
    byId(kind.id, HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#signIn();
    });
    this.#userName.addEventListener('input', () => {
      this.#listTold();
    });
  }

  /** Selects this user and the user's newest known password. */
  choose(address: string): void {
    this.#userName.value = address;
    this.#password.value = this.#toldFor(address).at(-1)?.password ?? '';
    this.#listTold();
  }

  remember(told: Told): void {
    const before = this.#toldFor(told.primaryEmail);
    const known = before.some(({ version }) => version === told.version);
    if (!known) this.#told.set(told.primaryEmail, [...before, told]);
    this.choose(told.primaryEmail);
  }

  #toldFor(address: string): readonly Told[] {
    return this.#told.get(address) ?? [];
  }

  #listTold(): void {
    const told = this.#toldFor(this.#userName.value);
    byId(`${this.#kind.id}-told`, HTMLElement).hidden = told.length < 2;
    byId(`${this.#kind.id}-told-list`, HTMLElement).replaceChildren(
      ...told.map(({ version, password }) => {
        const label = filled(this.#texts.signIn.use, { version: String(version) });
        const button = element('button', { type: 'button', class: 'quiet small' }, label);
        button.addEventListener('click', () => {
          this.#password.value = password;
        });
        return button;
      }),
    );
  }

  async #signIn(): Promise<void> {
    const [userName, password] = [this.#userName.value, this.#password.value];
    const verdict = await this.#kind.signIn(this.#texts, userName, password);
    const version = this.#toldFor(userName).find((told) => told.password === password)?.version;
    const which =
      version === undefined
        ? this.#texts.signIn.otherPassword
        : `${this.#texts.password.version.toLowerCase()} ${version}`;
    this.#listAttempt(verdict, `${userName}, ${which}`);
    if (verdict.accepted) setStep(this.#texts, this.#kind.step, true);
  }

  #listAttempt({ accepted, code, text }: Verdict, who: string): void {
    byId(`${this.#kind.id}-attempts-empty`, HTMLElement).hidden = true;
    const list = byId(`${this.#kind.id}-attempts`, HTMLOListElement);
    list.prepend(
      element(
        'li',
        { 'data-tone': accepted ? 'good' : 'bad' },
        element('b', {}, code === undefined ? '–' : String(code)),
        element('span', {}, element('span', { class: 'verdict' }, text), element('small', {}, who)),
      ),
    );
    while (list.children.length > SHOWN_ATTEMPTS) list.lastElementChild?.remove();
    announce(`${code ?? ''} ${text}`);
  }
}
