import { type PolicyAnswer } from '../../api/policy';
import { visibleEnds, visibleOnly } from '../../domain/visible-text';
import { byId } from './element';
import { type EnteredPolicy, type PolicyField } from '../policy-faults';

/** The controls of the policy form: shows a policy in them and reads the input. */
export class PolicyFields {
  readonly #form: HTMLFormElement;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    offerTimeZones();
  }

  show(policy: PolicyAnswer): void {
    this.#input('length').value = String(policy.length);
    this.#input('alphabet').value = policy.alphabet;
    this.#input('periodDays').value = String(policy.periodDays);
    this.#box('paused').checked = policy.paused;
    this.#box('windowOn').checked = policy.window !== null;
    this.#box('onDrift').checked = policy.onDrift === 'reissue';
    for (const box of this.#dayBoxes()) {
      box.checked = policy.window?.days.some((day) => day === box.value) ?? false;
    }
    this.#input('from').value = policy.window?.from ?? '22:00';
    this.#input('to').value = policy.window?.to ?? '05:00';
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    this.#input('timeZone').value = policy.window?.timeZone ?? timeZone;
    this.#input('orgUnitPaths').value = policy.orgUnitPaths.join('\n');
    this.#input('retryBudget').value = String(policy.retryBudget);
    this.#input('proveEveryDays').value = String(policy.proveEveryDays);
    this.#input('firstWaveSize').value = String(policy.firstWave.size);
    this.#input('stopAtFailedShare').value = String(
      exact(policy.firstWave.stopAtFailedShare * 100),
    );
    this.showWindow();
  }

  /** Shows the times only if rotation is limited to a window. */
  showWindow(): void {
    byId('policy-window', HTMLElement).hidden = !this.#box('windowOn').checked;
  }

  /** The input. An invalid number becomes null, so that the service names its field. */
  read(): EnteredPolicy {
    const units = this.#input('orgUnitPaths').value.split('\n');
    const percent = this.#number('stopAtFailedShare');
    return {
      length: this.#number('length'),
      alphabet: visibleOnly(this.#input('alphabet').value).replaceAll(/\s/g, ''),
      periodDays: this.#number('periodDays'),
      window: this.#box('windowOn').checked ? this.#window() : null,
      paused: this.#box('paused').checked,
      onDrift: this.#box('onDrift').checked ? 'reissue' : 'report',
      orgUnitPaths: units.map(visibleEnds).filter((unit) => unit !== ''),
      retryBudget: this.#number('retryBudget'),
      proveEveryDays: this.#number('proveEveryDays'),
      firstWave: {
        size: this.#number('firstWaveSize'),
        stopAtFailedShare: percent === null ? null : exact(percent / 100),
      },
    };
  }

  control(field: PolicyField): HTMLElement {
    return byId(`policy-${field}`, HTMLElement);
  }

  #window(): EnteredPolicy['window'] {
    return {
      days: [...this.#dayBoxes()].filter(({ checked }) => checked).map(({ value }) => value),
      from: this.#input('from').value,
      to: this.#input('to').value,
      timeZone: this.#input('timeZone').value.trim(),
    };
  }

  #number(name: Exclude<PolicyField, 'days'>): number | null {
    const text = this.#input(name).value.trim();
    return text === '' ? null : Number(text);
  }

  #input(name: Exclude<PolicyField, 'days'>): HTMLInputElement | HTMLTextAreaElement {
    const control = this.control(name);
    if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
      return control;
    }
    throw new Error(`#policy-${name} is no field`);
  }

  #box(name: 'paused' | 'windowOn' | 'onDrift'): HTMLInputElement {
    const box = this.#form.querySelector(`input[name="${name}"]`);
    if (box instanceof HTMLInputElement) return box;
    throw new Error(`${name} is missing`);
  }

  #dayBoxes(): NodeListOf<HTMLInputElement> {
    return this.#form.querySelectorAll<HTMLInputElement>('input[name="days"]');
  }
}

/** Removes floating-point errors: 0.07 becomes 7 per cent and back. */
const exact = (value: number): number => Number(value.toPrecision(12));

function offerTimeZones(): void {
  const options = Intl.supportedValuesOf('timeZone').map((zone) => {
    const option = document.createElement('option');
    option.value = zone;
    return option;
  });
  byId('time-zones', HTMLElement).replaceChildren(...options);
}
