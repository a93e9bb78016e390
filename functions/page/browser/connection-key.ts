import {
  type ConfigurationAnswer,
  type ConfigurationChange,
  type CredentialAnswer,
} from '../../api/configuration';
import { announce, byId, element, setText } from './element';
import { type ChosenFile, markFault, readChosenFile } from './key-file-field';
import { type PageContext } from './page-context';

type StoredKey = Extract<CredentialAnswer, { kind: 'key' }>;

/** The key file of panel 3: the chosen file, or the stored key if none is chosen. */
export class ConnectionKey {
  readonly #context: PageContext;
  readonly #file = byId('key-file', HTMLInputElement);
  readonly #fault = byId('key-file-fault', HTMLElement);
  readonly #dismiss = byId('key-file-dismiss', HTMLButtonElement);
  readonly #changed: () => void;
  #chosen: ChosenFile = { kind: 'none' };
  #stored: StoredKey | undefined;

  /** `changed`: another key is chosen, or none any more. */
  constructor(context: PageContext, changed: () => void) {
    this.#context = context;
    this.#changed = changed;
    this.#file.addEventListener('change', () => void this.#choose());
    this.#dismiss.addEventListener('click', () => {
      this.clear();
      this.#file.focus();
    });
  }

  /** Says that the file is optional if a key is stored. */
  show({ credential }: ConfigurationAnswer): void {
    this.#stored = credential?.kind === 'key' ? credential : undefined;
    this.#showStored();
  }

  /**
   * The key to send, or nothing if the stored one stays. If a key is needed, shows why and returns
   * `undefined`.
   */
  read(): Pick<ConfigurationChange, 'serviceAccountKey'> | undefined {
    if (this.#chosen.kind === 'key') return { serviceAccountKey: this.#chosen.key.content };
    if (this.#chosen.kind === 'wrong') return undefined;
    if (this.#stored) return {};
    markFault(this.#file, this.#fault, this.#context.texts.connectForm.fileNeeded);
    return undefined;
  }

  /** The service account of the key that a save would leave, if it is known. */
  get account(): string | undefined {
    if (this.#chosen.kind === 'key') return this.#chosen.key.clientEmail;
    return this.#chosen.kind === 'none' ? this.#stored?.clientEmail : undefined;
  }

  /** Clears the chosen file. */
  clear(): void {
    this.#file.value = '';
    this.#take({ kind: 'none' });
  }

  focus(): void {
    this.#file.focus();
  }

  async #choose(): Promise<void> {
    this.#take(await readChosenFile(this.#context, this.#file));
    const good = byId('key-file-good', HTMLElement).textContent;
    announce(good === '' ? this.#fault.textContent : good);
  }

  #take(chosen: ChosenFile): void {
    const { connectForm, panels } = this.#context.texts;
    this.#chosen = chosen;
    const name = this.#file.files?.[0]?.name ?? panels.step3.noFile;
    byId('key-file-name', HTMLElement).textContent = name;
    markFault(this.#file, this.#fault, chosen.kind === 'wrong' ? chosen.why : undefined);
    const good = chosen.kind === 'key' ? connectForm.goodFile(chosen.key.clientEmail) : undefined;
    setText(byId('key-file-good', HTMLElement), good);
    this.#showStored();
    this.#changed();
  }

  #showStored(): void {
    const { connectForm, panels } = this.#context.texts;
    const stored = this.#stored;
    const label = stored ? connectForm.keyFileOptional : panels.step3.keyFile;
    byId('key-file-label', HTMLElement).textContent = label;
    const keeps = stored !== undefined && this.#chosen.kind === 'none';
    const text = byId('key-file-stored', HTMLElement);
    text.hidden = !keeps;
    // A key file need not contain the ID of its key.
    const name = stored && (stored.keyId === '' ? stored.clientEmail : stored.keyId);
    text.replaceChildren(`${connectForm.keyStored} `, element('code', {}, name));
    this.#dismiss.hidden = stored === undefined || keeps;
  }
}
