import { type ConfigurationAnswer } from '../../api/configuration';
import { type NetworkAnswer } from '../../api/networks';
import { MAX_NETWORKS } from '../../domain/networks/network';
import { type Outcome } from './api';
import { type ConfigurationState } from './configuration-state';
import { announce, byId, element } from './element';
import { NetworkEditor } from './network-editor';
import { networkView } from './network-view';
import { type PageContext } from './page-context';
import { hideResult, showSuccess } from './problem-view';
import { wireRemoveNetwork } from './remove-network';

/** Shows the networks, and lets System Management add, change and remove one. */
export class NetworksSection {
  readonly #context: PageContext;
  readonly #add = byId('networks-add', HTMLButtonElement);
  readonly #result = byId('networks-result', HTMLElement);
  readonly #editor: NetworkEditor | undefined;
  readonly #ask: ((network: NetworkAnswer) => void) | undefined;

  constructor(context: PageContext, state: ConfigurationState) {
    this.#context = context;
    if (!this.#add.disabled) {
      const done = (news: string): void => {
        this.#done(news);
      };
      this.#editor = new NetworkEditor(context, state, done);
      this.#ask = wireRemoveNetwork(context, state, done);
      this.#add.addEventListener('click', () => {
        hideResult(this.#result);
        this.#editor?.open(undefined);
      });
    }
    state.onChange((configuration) => {
      this.#show(configuration);
    });
  }

  /** The page has read its state, or could not. */
  read(outcome: Outcome): void {
    if (outcome.kind !== 'problem') return;
    const loading = byId('networks-loading', HTMLElement);
    loading.textContent = this.#context.texts.networks.unread;
  }

  #show({ networks }: ConfigurationAnswer): void {
    const texts = this.#context.texts.networks;
    const editor = this.#editor;
    const ask = this.#ask;
    const edit = (network: NetworkAnswer): void => {
      hideResult(this.#result);
      editor?.open(network);
    };
    const actions = editor && ask && { edit, remove: ask };
    const now = new Date();
    byId('networks-loading', HTMLElement).hidden = true;
    const isFull = networks.length >= MAX_NETWORKS;
    byId('networks-full', HTMLElement).hidden = !isFull;
    if (editor) this.#add.disabled = isFull;
    const items = networks.map((network) => networkView(this.#context, network, now, actions));
    byId('networks-list', HTMLElement).replaceChildren(
      items.length === 0
        ? element('p', { class: 'empty' }, texts.empty)
        : element('ul', { class: 'networks' }, ...items),
    );
  }

  /** A change was saved: says so above the list, and moves the focus there. */
  #done(news: string): void {
    showSuccess(this.#result, news);
    const title = byId('networks-title', HTMLElement);
    title.focus();
    title.scrollIntoView({ block: 'start' });
    announce(news);
  }
}
