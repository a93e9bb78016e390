import { type NetworkAnswer } from '../../api/networks';
import { networkFaults } from '../network-faults';
import { NETWORK_FIELDS } from '../network-field';
import { shownName } from '../network-name';
import { type CallProblem } from './api';
import { whileBusy } from './busy';
import { type ConfigurationState } from './configuration-state';
import { announce, byId, setText } from './element';
import { type NetworkEntry, NetworkFields } from './network-fields';
import { type PageContext } from './page-context';
import { hideResult, showSuccess } from './problem-view';
import { entryOf, isLost, putNetworks, showRefused } from './put-networks';
import { reloadedNews } from './state-reading';

/** The form for one network. */
export class NetworkEditor {
  readonly #context: PageContext;
  readonly #state: ConfigurationState;
  readonly #done: (news: string) => void;
  readonly #form = byId('network-form', HTMLFormElement);
  readonly #result = byId('network-result', HTMLElement);
  readonly #fields: NetworkFields;
  /** The network under edit; `undefined`: a new one. */
  #id: string | undefined;

  constructor(context: PageContext, state: ConfigurationState, done: (news: string) => void) {
    this.#context = context;
    this.#state = state;
    this.#done = done;
    this.#fields = new NetworkFields(context);
    state.onChange(() => {
      this.#follow();
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const button = byId('network-save', HTMLButtonElement);
      void whileBusy(button, context.texts.networks.saving, () => this.#save());
    });
    byId('network-cancel', HTMLButtonElement).addEventListener('click', () => {
      this.#form.hidden = true;
      byId('networks-title', HTMLElement).focus();
    });
  }

  open(network: NetworkAnswer | undefined): void {
    const { formAdd, formEdit } = this.#context.texts.networks;
    this.#id = network?.id;
    this.#fields.show(network, new Date());
    hideResult(this.#result);
    const title = byId('network-form-title', HTMLElement);
    setText(title, network === undefined ? formAdd : formEdit);
    this.#form.hidden = false;
    title.focus();
    title.scrollIntoView({ block: 'start' });
  }

  /** The network under edit as it is stored now. */
  get #stored(): NetworkAnswer | undefined {
    return this.#state.configuration?.networks.find(({ id }) => id === this.#id);
  }

  /** Somebody may have changed or removed the network under edit, and a save sends every field. */
  #follow(): void {
    if (this.#form.hidden || this.#id === undefined) return;
    const stored = this.#stored;
    if (stored) this.#fields.refill(stored, new Date());
    else showSuccess(this.#result, this.#context.texts.networks.gone, 'wait');
  }

  #reloaded(): void {
    const { configuration } = this.#state;
    const isGone = this.#id !== undefined && this.#stored === undefined;
    if (configuration && !isGone) {
      showSuccess(this.#result, reloadedNews(this.#context, configuration));
    }
    this.#result.focus();
  }

  async #save(): Promise<void> {
    hideResult(this.#result);
    for (const field of NETWORK_FIELDS) this.#fields.mark(field, undefined);
    if (!this.#fields.mayBeSent()) {
      this.#fields.control('caCertificates').focus();
      return;
    }
    const entry = this.#fields.read();
    const { list, index } = this.#listWith(entry);
    const outcome = await putNetworks(this.#state, list);
    if (outcome.kind === 'problem') {
      await this.#failed(outcome, list, index);
      return;
    }
    this.#form.hidden = true;
    this.#state.take(outcome);
    this.#done(this.#context.texts.networks.saved(shownName(entry.ssid).text));
  }

  /** All networks, with this one in the place of the one under edit, or at the end. */
  #listWith(entry: NetworkEntry): { list: readonly NetworkEntry[]; index: number } {
    const stored = (this.#state.configuration?.networks ?? []).map(entryOf);
    const found = stored.findIndex(({ id }) => id === this.#id);
    const index = found < 0 ? stored.length : found;
    return { list: stored.toSpliced(index, 1, entry), index };
  }

  async #failed(problem: CallProblem, list: readonly NetworkEntry[], index: number): Promise<void> {
    const texts = this.#context.texts.networks;
    if (problem.code === 'payload-too-large') {
      this.#fields.mark('caCertificates', texts.faults.caCertificates);
      this.#fields.control('caCertificates').focus();
      return;
    }
    const faults = networkFaults(texts, problem.errors, index, list);
    for (const [field, fault] of faults) this.#fields.mark(field, fault);
    const [first] = faults.keys();
    if (first !== undefined) {
      announce(texts.check);
      this.#fields.control(first).focus();
      return;
    }
    const reloaded = (): void => {
      this.#reloaded();
    };
    await showRefused(this.#context, this.#state, { target: this.#result, reloaded }, problem);
    // If it was saved all the same, the next save is of that network.
    const stored = this.#state.configuration?.networks.find(({ id }) => id === list[index]?.id);
    if (isLost(problem)) this.#id ??= stored?.id;
  }
}
