import { type ConfigurationJson } from '../configuration-json';
import { callService, type CallProblem } from './api';
import { whileBusy } from './busy';
import { type ConfigurationState } from './configuration-state';
import { announce, byId } from './element';
import { markFault } from './key-file-field';
import { type PageContext } from './page-context';
import { hideResult, showProblem, showSuccess } from './problem-view';

const FIELDS = [
  'length',
  'alphabet',
  'periodDays',
  'days',
  'from',
  'to',
  'timeZone',
  'orgUnitPaths',
] as const;
type Field = (typeof FIELDS)[number];

/** The policy as a form. The service checks it; its answer names each field by a JSON pointer. */
export class PolicyForm {
  readonly #context: PageContext;
  readonly #state: ConfigurationState;
  readonly #form = byId('policy-form', HTMLFormElement);
  readonly #result = byId('policy-result', HTMLElement);
  /** Somebody has changed something here: a fresh state must not overwrite it. */
  #edited = false;

  constructor(context: PageContext, state: ConfigurationState) {
    this.#context = context;
    this.#state = state;
    state.onChange(({ policy }) => {
      if (!this.#edited) this.#fill(policy);
      byId('policy', HTMLElement).hidden = false;
    });
    this.#form.addEventListener('input', () => {
      this.#edited = true;
      this.#showWindow();
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const button = byId('policy-save', HTMLButtonElement);
      void whileBusy(button, context.texts.policy.saving, () => this.#save());
    });
    offerTimeZones();
  }

  #fill(policy: ConfigurationJson['policy']): void {
    this.#input('length').value = String(policy.length);
    this.#input('alphabet').value = policy.alphabet;
    this.#input('periodDays').value = String(policy.periodDays);
    this.#box('paused').checked = policy.paused;
    this.#box('windowOn').checked = policy.window !== null;
    for (const box of this.#dayBoxes()) {
      box.checked = policy.window?.days.some((day) => day === box.value) ?? false;
    }
    this.#input('from').value = policy.window?.from ?? '22:00';
    this.#input('to').value = policy.window?.to ?? '05:00';
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    this.#input('timeZone').value = policy.window?.timeZone ?? timeZone;
    this.#input('orgUnitPaths').value = policy.orgUnitPaths.join('\n');
    this.#showWindow();
  }

  #policy(): object {
    const window = {
      days: [...this.#dayBoxes()].filter(({ checked }) => checked).map(({ value }) => value),
      from: this.#input('from').value,
      to: this.#input('to').value,
      timeZone: this.#input('timeZone').value.trim(),
    };
    const units = this.#input('orgUnitPaths')
      .value.split('\n')
      .map((line) => line.trim());
    return {
      ...this.#state.configuration?.policy, // what is not on this form stays as it is
      length: wholeNumber(this.#input('length').value),
      alphabet: this.#input('alphabet').value.replaceAll(/\s/g, ''),
      periodDays: wholeNumber(this.#input('periodDays').value),
      window: this.#box('windowOn').checked ? window : null,
      paused: this.#box('paused').checked,
      orgUnitPaths: units.filter((unit) => unit !== ''),
    };
  }

  async #save(): Promise<void> {
    hideResult(this.#result);
    for (const field of FIELDS) this.#mark(field, undefined);
    const outcome = await callService({
      method: 'PUT',
      path: '/v1/policy',
      body: this.#policy(),
      ifMatch: this.#state.etag,
    });
    if (outcome.kind === 'problem') {
      this.#failed(outcome);
      return;
    }
    this.#edited = false;
    this.#state.take(outcome);
    const { saved } = this.#context.texts.policy;
    showSuccess(this.#result, saved);
    announce(saved);
  }

  #failed(problem: CallProblem): void {
    const { faults, check } = this.#context.texts.policy;
    const wrong = FIELDS.filter((field) =>
      problem.errors.some(({ pointer }) => names(pointer, field)),
    );
    for (const field of wrong) this.#mark(field, faults[field]);
    const [first] = wrong;
    if (first === undefined) {
      const { reload } = this.#context.texts.connectForm;
      const changed = problem.code === 'configuration-changed';
      const action = { label: reload, run: () => void this.#reload() };
      showProblem(this.#context, this.#result, problem, changed ? { action } : {});
    } else {
      announce(check);
      this.#control(first).focus();
    }
  }

  async #reload(): Promise<void> {
    this.#edited = false;
    await this.#state.load();
    hideResult(this.#result);
    this.#input('length').focus();
  }

  #mark(field: Field, fault: string | undefined): void {
    markFault(this.#control(field), byId(`policy-${field}-fault`, HTMLElement), fault);
  }

  #control(field: Field): HTMLElement {
    return byId(`policy-${field}`, HTMLElement);
  }

  #input(name: Exclude<Field, 'days'>): HTMLInputElement | HTMLTextAreaElement {
    const control = this.#control(name);
    if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
      return control;
    }
    throw new Error(`#policy-${name} is no field`);
  }

  #box(name: 'paused' | 'windowOn'): HTMLInputElement {
    const box = this.#form.querySelector(`input[name="${name}"]`);
    if (box instanceof HTMLInputElement) return box;
    throw new Error(`${name} is missing`);
  }

  #dayBoxes(): NodeListOf<HTMLInputElement> {
    return this.#form.querySelectorAll<HTMLInputElement>('input[name="days"]');
  }

  #showWindow(): void {
    byId('policy-window', HTMLElement).hidden = !this.#box('windowOn').checked;
  }
}

/** Whether a JSON pointer into the policy is at this field, inside the window or at an item of it. */
const names = (pointer: string, field: Field): boolean => pointer.split('/').includes(field);

/** null for what is no number, so that the service names the field. */
const wholeNumber = (text: string): number | null => (text.trim() === '' ? null : Number(text));

function offerTimeZones(): void {
  const options = Intl.supportedValuesOf('timeZone').map((zone) => {
    const option = document.createElement('option');
    option.value = zone;
    return option;
  });
  byId('time-zones', HTMLElement).replaceChildren(...options);
}
