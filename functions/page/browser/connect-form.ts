import { type ConfigurationAnswer, type ConfigurationChange } from '../../api/configuration';
import { isAddress, readAdminUsername } from '../../domain/configuration/admin-username';
import { callService, type CallProblem, KEY_MEDIA_TYPE, type Outcome } from './api';
import { whileBusy } from './busy';
import { type ConfigurationState } from './configuration-state';
import { ConnectionKey } from './connection-key';
import { isBroken, showBroken, showSaved } from './connection-saved';
import { type ConnectionSection } from './connection-section';
import { byId } from './element';
import { markFault } from './key-file-field';
import { type PageContext } from './page-context';
import { hideResult, showProblem, showSuccess } from './problem-view';
import { reloadedNews } from './state-reading';

/** Panel 3: the administrator's name, then the key file or keyless sign-in, then Save. */
export class ConnectForm {
  readonly #context: PageContext;
  readonly #state: ConfigurationState;
  readonly #connection: ConnectionSection;
  readonly #form = byId('connect-form', HTMLFormElement);
  readonly #admin = byId('admin-username', HTMLInputElement);
  readonly #key: ConnectionKey;
  readonly #result = byId('connect-result', HTMLElement);
  #adminShown = '';
  #kindShown: string | undefined;
  #saysBroken = false;

  constructor(context: PageContext, state: ConfigurationState, connection: ConnectionSection) {
    this.#context = context;
    this.#state = state;
    this.#connection = connection;
    this.#key = new ConnectionKey(context);
    state.onChange((configuration) => {
      this.#fill(configuration);
    });
    this.#admin.addEventListener('input', () => {
      markFault(this.#admin, byId('admin-username-fault', HTMLElement), undefined);
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

  /** Shows the saved name in the field, unless the user is typing another one. */
  #fill(configuration: ConfigurationAnswer): void {
    const saved = configuration.adminUsername ?? '';
    if (this.#admin.value === this.#adminShown) this.#admin.value = saved;
    this.#adminShown = saved;
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
    if (explained) explained.hidden = !this.#keyless;
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
    const texts = this.#context.texts.connectForm;
    const adminUsername = readAdminUsername(this.#admin.value);
    const adminFault = isAddress(adminUsername) ? undefined : texts.adminNeeded;
    markFault(this.#admin, byId('admin-username-fault', HTMLElement), adminFault);
    const credential = this.#keyless ? { keyless: true as const } : this.#key.read();
    if (adminFault !== undefined) this.#admin.focus();
    else if (credential === undefined) this.#key.focus();
    else return { adminUsername, ...credential };
    return undefined;
  }

  #saved(outcome: Outcome, before: ConfigurationAnswer | undefined): void {
    this.#adminShown = this.#admin.value; // the saved spelling replaces it
    this.#state.take(outcome);
    this.#key.clear();
    const after = this.#state.configuration;
    if (before && after && isBroken(before, after)) {
      this.#saysBroken = true;
      this.#connection.beginAnew();
      showBroken(this.#context, this.#result, { before, after }, (admin) => {
        this.#putBack(admin);
      });
    } else {
      const state = after?.verification?.state ?? 'unchecked';
      const news = this.#context.texts.connectForm.saved[state];
      showSaved(this.#result, state, news);
      this.#connection.moveHere(news);
    }
  }

  /** Saves the previous administrator again, with the credential that is stored now. */
  #putBack(admin: string): void {
    this.#admin.value = admin;
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
