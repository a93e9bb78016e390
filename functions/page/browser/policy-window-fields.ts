import { type PolicyAnswer } from '../../api/policy';
import { type EnteredPolicy } from '../policy-faults';
import { type PolicyWindow } from '../policy-windows';
import { byId } from './element';

/** The controls of one window of the policy. Days, times and zone show only while the box is checked. */
export class PolicyWindowFields {
  readonly #form: HTMLFormElement;
  readonly #names: PolicyWindow;

  constructor(form: HTMLFormElement, names: PolicyWindow) {
    this.#form = form;
    this.#names = names;
  }

  show(window: PolicyAnswer['window']): void {
    const { from, to, timeZone } = this.#names;
    this.#box().checked = window !== null;
    for (const box of this.#dayBoxes()) {
      box.checked = window?.days.some((day) => day === box.value) ?? false;
    }
    input(from).value = window?.from ?? '22:00';
    input(to).value = window?.to ?? '05:00';
    const { timeZone: here } = new Intl.DateTimeFormat().resolvedOptions();
    input(timeZone).value = window?.timeZone ?? here;
    this.showDetails();
  }

  showDetails(): void {
    byId(`policy-${this.#names.window}`, HTMLElement).hidden = !this.#box().checked;
  }

  read(): EnteredPolicy['window'] {
    if (!this.#box().checked) return null;
    const { from, to, timeZone } = this.#names;
    return {
      days: [...this.#dayBoxes()].filter(({ checked }) => checked).map(({ value }) => value),
      from: input(from).value,
      to: input(to).value,
      timeZone: input(timeZone).value.trim(),
    };
  }

  #box(): HTMLInputElement {
    const { on } = this.#names;
    const box = this.#form.querySelector(`input[name="${on}"]`);
    if (box instanceof HTMLInputElement) return box;
    throw new Error(`${on} is missing`);
  }

  #dayBoxes(): NodeListOf<HTMLInputElement> {
    return this.#form.querySelectorAll<HTMLInputElement>(`input[name="${this.#names.days}"]`);
  }
}

const input = (name: string): HTMLInputElement => byId(`policy-${name}`, HTMLInputElement);
