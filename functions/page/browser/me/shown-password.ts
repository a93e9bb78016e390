import { groupsOf, spelled } from '../../spelled-password';
import { announce, byId, element, setText } from '../element';
import { numberWords } from '../format';
import { type MeContext } from './me-context';
import { qrCode } from './qr-code';

/** After this time a password is hidden again: somebody may have left the page open. */
const SHOWN_MS = 60_000;
const TICK_MS = 1_000;
const COPIED_MS = 2_000;

/** The password on the page: shown in groups, spelled for a screen reader, copied, as a QR code, hidden again. */
export class ShownPassword {
  readonly #context: MeContext;
  readonly #onHide: () => void;
  readonly #dots = byId('hidden-password', HTMLElement);
  readonly #place = byId('shown-password', HTMLElement);
  readonly #copy = byId('copy', HTMLButtonElement);
  readonly #qrButton = byId('qr-code-button', HTMLButtonElement);
  readonly #qrCode = byId('qr-code', HTMLElement);
  #password: string | undefined;
  #hideAt = 0;
  #ticking: number | undefined;

  constructor(context: MeContext, onHide: () => void) {
    this.#context = context;
    this.#onHide = onHide;
    this.#copy.addEventListener('click', () => void this.#copyIt());
    this.#qrButton.addEventListener('click', () => {
      this.#showQrCode(this.#qrButton.ariaExpanded !== 'true');
    });
    // What a browser keeps of a page that is left, for the way back, holds no password.
    addEventListener('pagehide', () => {
      this.hide();
    });
    // A phone that sleeps runs no timers.
    document.addEventListener('visibilitychange', () => {
      this.#tick();
    });
  }

  get isShown(): boolean {
    return this.#password !== undefined;
  }

  /** `news`: what to say of it, beside that it is shown. */
  show(password: string, news?: string): void {
    this.hide();
    this.#password = password;
    this.#hideAt = Date.now() + SHOWN_MS;
    this.#place.replaceChildren(inGroups(password), this.#spelled(password));
    this.#reveal(true);
    this.#tick();
    this.#ticking = setInterval(() => {
      this.#tick();
    }, TICK_MS);
    const { shown } = this.#context.texts.me;
    announce(news === undefined ? shown : `${shown} ${news}`);
    this.#place.focus();
  }

  hide(): void {
    if (!this.isShown) return;
    this.#password = undefined;
    clearInterval(this.#ticking);
    const parts = [this.#place, this.#copy, this.#qrButton];
    const hadFocus = parts.some((part) => part.contains(document.activeElement));
    this.#place.replaceChildren();
    this.#showQrCode(false);
    this.#reveal(false);
    setText(byId('hidden-in', HTMLElement), undefined);
    setText(byId('copy-fault', HTMLElement), undefined);
    this.#onHide();
    if (hadFocus) byId('show', HTMLButtonElement).focus();
  }

  #reveal(isShown: boolean): void {
    this.#dots.hidden = isShown;
    this.#place.hidden = !isShown;
    this.#copy.hidden = !isShown;
    this.#qrButton.hidden = !isShown;
  }

  #tick(): void {
    if (!this.isShown) return;
    const { me } = this.#context.texts;
    const secondsLeft = Math.ceil((this.#hideAt - Date.now()) / 1_000);
    if (secondsLeft <= 0) {
      this.hide();
      announce(me.hidden);
      return;
    }
    const words = numberWords(this.#context, secondsLeft);
    setText(byId('hidden-in', HTMLElement), me.hiddenIn(words));
  }

  /** Hidden from the eye: each character has a name, group by group. */
  #spelled(password: string): HTMLElement {
    const { me, characters } = this.#context.texts;
    const groups = groupsOf(password);
    const count = numberWords(this.#context, groups.length);
    return element(
      'ol',
      { class: 'for-readers-only' },
      ...groups.map((group, index) => {
        const which = me.group(numberWords(this.#context, index + 1), count);
        return element('li', {}, `${which} ${spelled(group, characters)}`);
      }),
    );
  }

  async #copyIt(): Promise<void> {
    if (this.#password === undefined || this.#copy.dataset['copied'] !== undefined) return;
    const { copied, selectedInstead } = this.#context.texts.me;
    try {
      await navigator.clipboard.writeText(this.#password);
    } catch {
      this.#selectIt();
      setText(byId('copy-fault', HTMLElement), selectedInstead);
      announce(selectedInstead);
      return;
    }
    announce(copied);
    const label = this.#copy.textContent;
    this.#copy.dataset['copied'] = '';
    this.#copy.textContent = copied;
    setTimeout(() => {
      this.#copy.textContent = label;
      delete this.#copy.dataset['copied'];
    }, COPIED_MS);
  }

  /** For a browser that lets no page write to the clipboard: the person copies what is selected. */
  #selectIt(): void {
    const text = this.#place.firstElementChild;
    if (text) getSelection()?.selectAllChildren(text);
  }

  #showQrCode(isShown: boolean): void {
    const name = this.#context.texts.me.qrCodeOf;
    const image = isShown && this.#password !== undefined && qrCode(this.#password, name);
    byId('qr-code-image', HTMLElement).replaceChildren(...(image ? [image] : []));
    this.#qrCode.hidden = !image;
    this.#qrButton.setAttribute('aria-expanded', String(Boolean(image)));
  }
}

/** The groups stand apart by style only: what is selected and copied is the password without spaces. */
const inGroups = (password: string): HTMLElement =>
  element(
    'p',
    { class: 'password', 'aria-hidden': 'true', translate: 'no' },
    ...groupsOf(password).map((group) => element('span', {}, group)),
  );
