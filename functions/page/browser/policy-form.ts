import { type PolicySaved } from '../../api/configuration';
import { callService, type CallProblem } from './api';
import { whileBusy } from './busy';
import { type ConfigurationState } from './configuration-state';
import { announce, byId } from './element';
import { markFault } from './key-file-field';
import { type PageContext } from './page-context';
import { overrideFaults } from '../override-faults';
import {
  type EnteredPolicy,
  POLICY_FIELDS,
  type PolicyField,
  policyFaults,
} from '../policy-faults';
import { OverrideFields } from './override-fields';
import { PolicyFields } from './policy-fields';
import { hideResult, showProblem, showSuccess } from './problem-view';

/** The policy form. The service validates it and names each wrong field by a JSON pointer. */
export class PolicyForm {
  readonly #context: PageContext;
  readonly #state: ConfigurationState;
  readonly #fields: PolicyFields;
  readonly #overrides: OverrideFields;
  readonly #result = byId('policy-result', HTMLElement);

  constructor(context: PageContext, state: ConfigurationState) {
    const form = byId('policy-form', HTMLFormElement);
    this.#context = context;
    this.#state = state;
    this.#fields = new PolicyFields(form);
    this.#overrides = new OverrideFields(context);
    state.onChange(({ policy }) => {
      this.#fields.show(policy);
      this.#overrides.show(policy.overrides);
      form.hidden = false;
    });
    form.addEventListener('input', () => {
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
    this.#overrides.mark([]);
    const entered = { ...this.#fields.read(), overrides: this.#overrides.read() };
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
    this.#state.take(outcome);
    const { saved, nobodyIn } = this.#context.texts.policy;
    const empty = outcome.kind === 'ok' ? (outcome.configuration.unitsWithoutUsers ?? []) : [];
    const text = empty.length === 0 ? saved : `${saved} ${nobodyIn(empty.join(', '))}`;
    showSuccess(this.#result, text);
    announce(text);
  }

  #failed(problem: CallProblem, entered: EnteredPolicy): void {
    const { texts } = this.#context;
    const faults = policyFaults(texts.policy, problem.errors, entered);
    for (const [field, fault] of faults) this.#mark(field, fault);
    const firstRule = this.#overrides.mark(overrideFaults(texts, problem.errors, entered));
    const [field] = faults.keys();
    const first = field === undefined ? firstRule : this.#fields.control(field);
    if (first === undefined) {
      const { reload } = texts.connectForm;
      const changed = problem.code === 'configuration-changed';
      const action = { label: reload, run: () => void this.#reload() };
      showProblem(this.#context, this.#result, problem, changed ? { action } : {});
    } else {
      announce(texts.policy.check);
      first.focus();
    }
  }

  async #reload(): Promise<void> {
    await this.#state.load();
    hideResult(this.#result);
    this.#fields.control('style').focus();
  }

  #mark(field: PolicyField, fault: string | undefined): void {
    markFault(this.#fields.control(field), byId(`policy-${field}-fault`, HTMLElement), fault);
  }
}
