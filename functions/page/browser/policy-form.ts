import { type PolicySaved } from '../../api/configuration';
import { callService, type CallProblem } from './api';
import { whileBusy } from './busy';
import { type ConfigurationState } from './configuration-state';
import { announce, byId } from './element';
import { markFault } from './key-file-field';
import { type PageContext } from './page-context';
import {
  type EnteredPolicy,
  POLICY_FIELDS,
  type PolicyField,
  policyFaults,
} from '../policy-faults';
import { PolicyFields } from './policy-fields';
import { hideResult, showProblem, showSuccess } from './problem-view';

/** The policy form. The service validates it and names each wrong field by a JSON pointer. */
export class PolicyForm {
  readonly #context: PageContext;
  readonly #state: ConfigurationState;
  readonly #fields: PolicyFields;
  readonly #result = byId('policy-result', HTMLElement);
  /** The form has unsaved changes. A refresh must not overwrite them. */
  #edited = false;

  constructor(context: PageContext, state: ConfigurationState) {
    const form = byId('policy-form', HTMLFormElement);
    this.#context = context;
    this.#state = state;
    this.#fields = new PolicyFields(form);
    state.onChange(({ policy }) => {
      if (!this.#edited) this.#fields.show(policy);
      byId('policy', HTMLElement).hidden = false;
    });
    form.addEventListener('input', () => {
      this.#edited = true;
      this.#fields.showWindows();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const button = byId('policy-save', HTMLButtonElement);
      void whileBusy(button, context.texts.policy.saving, () => this.#save());
    });
  }

  async #save(): Promise<void> {
    hideResult(this.#result);
    for (const field of POLICY_FIELDS) this.#mark(field, undefined);
    const entered = this.#fields.read();
    const outcome = await callService<PolicySaved>({
      method: 'PUT',
      path: '/v1/policy',
      body: entered,
      ifMatch: this.#state.etag,
    });
    if (outcome.kind === 'problem') {
      this.#failed(outcome, entered);
      return;
    }
    this.#edited = false;
    this.#state.take(outcome);
    const { saved, nobodyIn } = this.#context.texts.policy;
    const empty = outcome.kind === 'ok' ? (outcome.configuration.unitsWithoutUsers ?? []) : [];
    const text = empty.length === 0 ? saved : `${saved} ${nobodyIn(empty.join(', '))}`;
    showSuccess(this.#result, text);
    announce(text);
  }

  #failed(problem: CallProblem, entered: EnteredPolicy): void {
    const faults = policyFaults(this.#context.texts.policy, problem.errors, entered);
    for (const [field, fault] of faults) this.#mark(field, fault);
    const [first] = faults.keys();
    if (first === undefined) {
      const { reload } = this.#context.texts.connectForm;
      const changed = problem.code === 'configuration-changed';
      const action = { label: reload, run: () => void this.#reload() };
      showProblem(this.#context, this.#result, problem, changed ? { action } : {});
    } else {
      announce(this.#context.texts.policy.check);
      this.#fields.control(first).focus();
    }
  }

  async #reload(): Promise<void> {
    this.#edited = false;
    await this.#state.load();
    hideResult(this.#result);
    this.#fields.control('length').focus();
  }

  #mark(field: PolicyField, fault: string | undefined): void {
    markFault(this.#fields.control(field), byId(`policy-${field}-fault`, HTMLElement), fault);
  }
}
