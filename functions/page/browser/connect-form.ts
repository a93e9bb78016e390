import { type ConfigurationJson } from '../configuration-json';
import { callService, type CallProblem, type Outcome } from './api';
import { whileBusy } from './busy';
import { type ConfigurationState } from './configuration-state';
import { type ConnectionSection } from './connection-section';
import { announce, byId, setText } from './element';
import { type ChosenFile, markFault, readChosenFile } from './key-file-field';
import { dateAndTime, type PageContext } from './page-context';
import { hideResult, showProblem, showSuccess } from './problem-view';

/** So that no general parser ever sees, and quotes, a key. */
const MEDIA_TYPE = 'application/vnd.google-apps-passwords.configuration+json';
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Panel 3: the administrator's name and the key file (or the keyless way), then Save. */
export class ConnectForm {
  readonly #context: PageContext;
  readonly #state: ConfigurationState;
  readonly #connection: ConnectionSection;
  readonly #form = byId('connect-form', HTMLFormElement);
  readonly #admin = byId('admin-username', HTMLInputElement);
  readonly #file = byId('key-file', HTMLInputElement);
  readonly #result = byId('connect-result', HTMLElement);
  #chosen: ChosenFile = { kind: 'none' };
  #adminShown = '';

  constructor(context: PageContext, state: ConfigurationState, connection: ConnectionSection) {
    this.#context = context;
    this.#state = state;
    this.#connection = connection;
    state.onChange((configuration) => {
      this.#fill(configuration);
    });
    this.#file.addEventListener('change', () => void this.#choose());
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

  /** What is saved stands in the field, unless somebody is typing another name there. */
  #fill(configuration: ConfigurationJson): void {
    const saved = configuration.adminUsername ?? '';
    if (this.#admin.value === this.#adminShown) this.#admin.value = saved;
    this.#adminShown = saved;
    const { credential } = configuration;
    for (const choice of this.#choices()) {
      if (credential) choice.checked = choice.value === credential.kind;
    }
    this.#showChoice();
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

  async #choose(): Promise<void> {
    const { connectForm, panels } = this.#context.texts;
    this.#chosen = await readChosenFile(this.#context, this.#file);
    const name = this.#file.files?.[0]?.name ?? panels.step3.noFile;
    byId('key-file-name', HTMLElement).textContent = name;
    const fault = this.#chosen.kind === 'wrong' ? this.#chosen.why : undefined;
    markFault(this.#file, byId('key-file-fault', HTMLElement), fault);
    const good =
      this.#chosen.kind === 'key' ? connectForm.goodFile(this.#chosen.key.clientEmail) : undefined;
    setText(byId('key-file-good', HTMLElement), good);
    const faultText = byId('key-file-fault', HTMLElement).textContent;
    announce(good ?? faultText);
  }

  async #save(): Promise<void> {
    hideResult(this.#result);
    const body = this.#body();
    if (body === undefined) return;
    const outcome = await callService({
      method: 'PUT',
      path: '/v1/configuration',
      body,
      mediaType: MEDIA_TYPE,
      ifMatch: this.#state.etag,
    });
    if (outcome.kind === 'problem') await this.#failed(outcome);
    else this.#saved(outcome);
  }

  /** What to send, or undefined when something is missing; the first such field gets the focus. */
  #body(): object | undefined {
    const texts = this.#context.texts.connectForm;
    const adminUsername = this.#admin.value.trim();
    const adminFault = ADDRESS.test(adminUsername) ? undefined : texts.adminNeeded;
    markFault(this.#admin, byId('admin-username-fault', HTMLElement), adminFault);
    const chosen = this.#chosen;
    if (!this.#keyless && chosen.kind === 'none') {
      markFault(this.#file, byId('key-file-fault', HTMLElement), texts.fileNeeded);
    }
    if (adminFault !== undefined) this.#admin.focus();
    else if (this.#keyless) return { adminUsername, keyless: true };
    else if (chosen.kind === 'key') {
      return { adminUsername, serviceAccountKey: chosen.key.content };
    } else this.#file.focus();
    return undefined;
  }

  #saved(outcome: Outcome): void {
    this.#adminShown = this.#admin.value; // so that the saved spelling takes its place
    this.#state.take(outcome);
    this.#file.value = '';
    this.#chosen = { kind: 'none' };
    byId('key-file-name', HTMLElement).textContent = this.#context.texts.panels.step3.noFile;
    setText(byId('key-file-good', HTMLElement), undefined);
    const { saved } = this.#context.texts.connectForm;
    const news = saved[this.#state.configuration?.verification?.state ?? 'unchecked'];
    showSuccess(this.#result, news);
    this.#connection.moveHere(news);
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
    const { updatedBy, updatedAt } = outcome.configuration;
    const texts = this.#context.texts.connectForm;
    const who =
      updatedBy !== undefined && updatedAt !== undefined
        ? `${texts.changedBy(updatedBy, dateAndTime(this.#context, new Date(updatedAt)))} `
        : '';
    showSuccess(this.#result, who + texts.reloaded);
    this.#result.focus();
  }
}
