import { type ConfigurationAnswer } from '../../api/configuration';
import { type SecureLdapChange } from '../../api/secure-ldap';
import { standingOf } from '../ldap-standing';
import { callService, type CallProblem, KEY_MEDIA_TYPE } from './api';
import { whileBusy } from './busy';
import { type ConfigurationState } from './configuration-state';
import { showSaved } from './connection-saved';
import { byId } from './element';
import { LdapFilesField } from './ldap-files-field';
import { type LdapSection } from './ldap-section';
import { LdapTextFields } from './ldap-text-fields';
import { ldapValidity } from './ldap-view';
import { type PageContext } from './page-context';
import { hideResult, showProblem, showSuccess } from './problem-view';
import { reloadedNews } from './state-reading';

/** Saves certificate and key, chosen as files or pasted, and how a user is named in a bind. */
export class LdapForm {
  readonly #context: PageContext;
  readonly #state: ConfigurationState;
  readonly #section: LdapSection;
  readonly #form = byId('ldap-form', HTMLFormElement);
  readonly #result = byId('ldap-result', HTMLElement);
  readonly #files: LdapFilesField;
  readonly #texts: LdapTextFields;
  /** What the form shows of the stored state; `undefined` before anything was read. */
  #shown: { readonly uploadedAt: string | undefined } | undefined;

  constructor(context: PageContext, state: ConfigurationState, section: LdapSection) {
    this.#context = context;
    this.#state = state;
    this.#section = section;
    this.#files = new LdapFilesField(context);
    this.#texts = new LdapTextFields(context);
    state.onChange((configuration) => {
      this.#fill(configuration);
    });
    this.#form.addEventListener('change', () => {
      this.#showSource();
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const save = byId('ldap-save', HTMLButtonElement);
      void whileBusy(save, context.texts.ldapForm.saving, () => this.#save());
    });
    // A page that the browser keeps for the Back button keeps no key.
    window.addEventListener('pagehide', () => {
      this.#clear();
    });
    this.#showSource(); // a browser may restore the choice after a reload
  }

  #fill({ secureLdap }: ConfigurationAnswer): void {
    const { connectTitle, replaceTitle } = this.#context.texts.ldapForm;
    const isStored = secureLdap !== undefined;
    byId('ldap-form-title', HTMLElement).textContent = isStored ? replaceTitle : connectTitle;
    byId('ldap-replace-hint', HTMLElement).hidden = !isStored;
    const before = this.#shown;
    this.#shown = { uploadedAt: secureLdap?.uploadedAt };
    if (before && before.uploadedAt === this.#shown.uploadedAt) return;
    hideResult(this.#result);
    byId('ldap-steps', HTMLDetailsElement).open = !isStored;
    for (const choice of this.#choices('bindName')) {
      choice.checked = choice.value === (secureLdap?.bindName ?? 'email');
    }
  }

  #choices(name: 'source' | 'bindName'): NodeListOf<HTMLInputElement> {
    return this.#form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`);
  }

  #isChosen(name: 'source' | 'bindName', value: string): boolean {
    return [...this.#choices(name)].some((choice) => choice.value === value && choice.checked);
  }

  #showSource(): void {
    const fromText = this.#isChosen('source', 'text');
    byId('ldap-files-field', HTMLElement).hidden = fromText;
    byId('ldap-text-fields', HTMLElement).hidden = !fromText;
  }

  #clear(): void {
    this.#files.clear();
    this.#texts.clear();
  }

  async #save(): Promise<void> {
    hideResult(this.#result);
    const source = this.#isChosen('source', 'text') ? this.#texts : this.#files;
    const files = source.read();
    if (files === undefined) {
      source.focus();
      return;
    }
    const bindName = this.#isChosen('bindName', 'dn') ? 'dn' : 'email';
    const body: SecureLdapChange = { ...files, bindName };
    const outcome = await callService({
      method: 'PUT',
      path: '/v1/secure-ldap',
      body,
      mediaType: KEY_MEDIA_TYPE,
      ifMatch: this.#state.etag,
    });
    if (outcome.kind === 'problem') {
      await this.#failed(outcome);
      return;
    }
    this.#clear();
    this.#state.take(outcome);
    this.#saved();
  }

  #saved(): void {
    const secureLdap = this.#state.configuration?.secureLdap;
    if (!secureLdap) return;
    const validity = ldapValidity(secureLdap, new Date());
    const standing = standingOf(secureLdap.verification, validity);
    const news = this.#context.texts.ldapForm.saved[standing];
    showSaved(this.#result, LOOK[standing], news);
    this.#section.moveHere(news);
  }

  async #failed(problem: CallProblem): Promise<void> {
    const { notSaved } = this.#context.texts.ldapForm;
    if (problem.code === 'no-answer' || problem.code === 'unreadable-answer') {
      await this.#readAgain(problem);
      return;
    }
    const label = this.#context.texts.connectForm.reload;
    const action = { label, run: () => void this.#reload() };
    showProblem(this.#context, this.#result, problem, {
      before: notSaved,
      ...(problem.code === 'configuration-changed' ? { action } : {}),
    });
  }

  /** The answer was lost: what is stored now tells whether it was saved. */
  async #readAgain(problem: CallProblem): Promise<void> {
    const { lostSaved, lostNotSaved, lostUnknown } = this.#context.texts.ldapForm;
    const before = this.#state.configuration?.secureLdap?.uploadedAt;
    const now = await this.#section.load();
    const isKnown = now.kind === 'ok';
    if (isKnown && now.configuration.secureLdap?.uploadedAt !== before) {
      this.#clear();
      showSaved(this.#result, 'waiting', lostSaved);
      this.#result.focus();
    } else {
      const text = isKnown ? lostNotSaved : lostUnknown;
      showProblem(this.#context, this.#result, problem, { before: text });
    }
  }

  async #reload(): Promise<void> {
    const outcome = await this.#section.load();
    if (outcome.kind !== 'ok') return;
    showSuccess(this.#result, reloadedNews(this.#context, outcome.configuration));
    this.#result.focus();
  }
}

const LOOK = {
  ok: 'ok',
  unproved: 'waiting',
  unchecked: 'unchecked',
  failing: 'failing',
  expired: 'failing',
} as const;
