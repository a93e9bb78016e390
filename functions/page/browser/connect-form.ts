import { type ConfigurationAnswer, type ConfigurationChange } from '../../api/configuration';
import { callService, type CallProblem, KEY_MEDIA_TYPE, type Outcome } from './api';
import { whileBusy } from './busy';
import { type ConfigurationState } from './configuration-state';
import { type Acting, ConnectionActing } from './connection-acting';
import { accountOf } from './connection-chain';
import { ConnectionKey } from './connection-key';
import { isFreed, showFreed } from './connection-freed';
import { isBroken, showBroken, showSaved } from './connection-saved';
import { type ConnectionSection } from './connection-section';
import { byId } from './element';
import { type PageContext } from './page-context';
import { hideResult, showProblem, showSuccess } from './problem-view';
import { reloadedNews } from './state-reading';

/** Panel 3: whom this service acts as, then the key file or keyless sign-in, then Save. */
export class ConnectForm {
  readonly #context: PageContext;
  readonly #state: ConfigurationState;
  readonly #connection: ConnectionSection;
  readonly #form = byId('connect-form', HTMLFormElement);
  readonly #acting: ConnectionActing;
  readonly #key: ConnectionKey;
  readonly #result = byId('connect-result', HTMLElement);
  #kindShown: string | undefined;
  #saysBroken = false;

  constructor(context: PageContext, state: ConfigurationState, connection: ConnectionSection) {
    this.#context = context;
    this.#state = state;
    this.#connection = connection;
    this.#acting = new ConnectionActing(context, () => {
      this.#showChoice();
    });
    this.#key = new ConnectionKey(context, () => {
      this.#showChoice();
    });
    state.onChange((configuration) => {
      this.#fill(configuration);
    });
    for (const choice of this.#choices()) {
      choice.addEventListener('change', () => {
        this.#showChoice();
      });
    }
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const save = byId('save', HTMLButtonElement);
      void whileBusy(save, context.texts.connectForm.saving, () => this.#save());
    });
  }

  /** Shows what is saved in the fields, unless the user is entering something else. */
  #fill(configuration: ConfigurationAnswer): void {
    this.#acting.show(configuration);
    const kind = configuration.credential?.kind;
    for (const choice of this.#choices()) {
      // A choice that is not saved yet also survives a refresh.
      if (kind && kind !== this.#kindShown) choice.checked = choice.value === kind;
    }
    this.#kindShown = kind;
    this.#key.show(configuration);
    this.#showChoice();
    if (this.#saysBroken && configuration.verification?.state === 'ok') this.#hideResult();
  }

  #choices(): NodeListOf<HTMLInputElement> {
    return this.#form.querySelectorAll<HTMLInputElement>('input[name="credential"]');
  }

  get #keyless(): boolean {
    return [...this.#choices()].some(({ value, checked }) => value === 'keyless' && checked);
  }

  #showChoice(): void {
    byId('key-file-field', HTMLElement).hidden = this.#keyless;
    const explained = document.getElementById('keyless-explained');
    if (explained) explained.hidden = !this.#keyless || this.#acting.isOwnRole;
    this.#showRoleAccount();
  }

  /** The service account that needs the role: this service's own, or that of the key. Silent once it has one. */
  #showRoleAccount(): void {
    const own = document.getElementById('keyless-explained')?.dataset['account'];
    const account = this.#keyless ? own : this.#key.account;
    byId('role-account', HTMLElement).textContent = account ?? '';
    byId('role-account-line', HTMLElement).hidden = account === undefined;
    const { delegation, credential, verification } = this.#state.configuration ?? {};
    const hasRole = delegation === false && verification?.state === 'ok';
    byId('role-needed', HTMLElement).hidden = hasRole && account === accountOf(credential);
  }

  #hideResult(): void {
    hideResult(this.#result);
    this.#saysBroken = false;
  }

  async #save(): Promise<void> {
    this.#hideResult();
    const body = this.#body();
    if (body === undefined) return;
    const before = this.#state.configuration;
    const outcome = await callService({
      method: 'PUT',
      path: '/v1/configuration',
      body,
      mediaType: KEY_MEDIA_TYPE,
      ifMatch: this.#state.etag,
    });
    if (outcome.kind === 'problem') await this.#failed(outcome);
    else this.#saved(outcome, before);
  }

  /** The request body, or `undefined` if something is missing. The first missing field gets the focus. */
  #body(): ConfigurationChange | undefined {
    const acting = this.#acting.read();
    const credential = this.#keyless ? { keyless: true as const } : this.#key.read();
    if (acting === undefined) this.#acting.focus();
    else if (credential === undefined) this.#key.focus();
    else return { ...acting, ...credential };
    return undefined;
  }

  #saved(outcome: Outcome, before: ConfigurationAnswer | undefined): void {
    this.#acting.isSaved();
    this.#state.take(outcome);
    this.#key.clear();
    const after = this.#state.configuration;
    if (before && after && isBroken(before, after)) {
      this.#saysBroken = true;
      this.#connection.beginAnew();
      showBroken(this.#context, this.#result, { before, after }, (former) => {
        this.#putBack(former);
      });
    } else if (before && after && isFreed(before, after)) {
      this.#connection.beginAnew();
      showFreed(this.#context, this.#result, after);
    } else {
      const state = after?.verification?.state ?? 'unchecked';
      const news = this.#context.texts.connectForm.saved[state];
      showSaved(this.#result, state, news);
      this.#connection.moveHere(news);
    }
  }

  /** Acts as before again, with the credential that is stored now. */
  #putBack(former: Acting): void {
    this.#acting.put(former);
    byId('save', HTMLButtonElement).focus();
    this.#form.requestSubmit();
  }

  async #failed(problem: CallProblem): Promise<void> {
    const texts = this.#context.texts.connectForm;
    if (problem.code === 'no-answer' || problem.code === 'unreadable-answer') {
      await this.#connection.load();
      showProblem(this.#context, this.#result, problem, { before: texts.perhapsSaved });
      return;
    }
    this.#acting.mark(problem.errors);
    const changed = problem.code === 'configuration-changed';
    const action = { label: texts.reload, run: () => void this.#reload() };
    showProblem(this.#context, this.#result, problem, {
      before: texts.notSaved,
      ...(changed ? { action } : {}),
    });
  }

  async #reload(): Promise<void> {
    const outcome = await this.#connection.load();
    if (outcome.kind !== 'ok') return;
    showSuccess(this.#result, reloadedNews(this.#context, outcome.configuration));
    this.#result.focus();
  }
}
