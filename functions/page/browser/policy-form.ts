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
import { ShownValues } from './shown-values';
import { reloadedNews } from './state-reading';

/** The policy form. The service validates it and names each wrong field by a JSON pointer. */
export class PolicyForm {
  readonly #context: PageContext;
  readonly #state: ConfigurationState;
  readonly #fields: PolicyFields;
  readonly #overrides: OverrideFields;
  readonly #values: ShownValues;
  readonly #result = byId('policy-result', HTMLElement);

  constructor(context: PageContext, state: ConfigurationState) {
    const form = byId('policy-form', HTMLFormElement);
    this.#context = context;
    this.#state = state;
    this.#fields = new PolicyFields(form);
    this.#overrides = new OverrideFields(context);
    this.#values = new ShownValues(form);
    state.onChange(({ policy }) => {
      this.#overrides.refill(policy.overrides);
      this.#values.refill(() => {
        this.#fields.show(policy);
      });
      this.#fields.showWindows();
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
    const sent = this.#values.now();
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
    this.#values.startFrom(sent); // what was typed meanwhile stays
    this.#overrides.startFrom(entered.overrides);
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
    const outcome = await this.#state.load();
    if (outcome.kind !== 'ok') return;
    showSuccess(this.#result, reloadedNews(this.#context, outcome.configuration));
    this.#result.focus();
  }

  #mark(field: PolicyField, fault: string | undefined): void {
    markFault(this.#fields.control(field), byId(`policy-${field}-fault`, HTMLElement), fault);
  }
}
