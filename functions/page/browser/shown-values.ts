type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Values = ReadonlyMap<string, string>;

/** What the controls of a form showed at first, and which of them the person has changed since. */
export class ShownValues {
  readonly #form: HTMLFormElement;
  #shown: Values = new Map();

  constructor(form: HTMLFormElement) {
    this.#form = form;
  }

  now(): Values {
    return new Map([...this.#controls()].map(([key, control]) => [key, valueOf(control)]));
  }

  /** From now on, a control is changed if it differs from this. */
  startFrom(values: Values): void {
    this.#shown = values;
  }

  /** Lets `show` fill the form with a newer state, and puts back what the person has changed. */
  refill(show: () => void): void {
    const changed = [...this.now()].filter(([key, value]) => {
      const shown = this.#shown.get(key);
      return shown !== undefined && shown !== value;
    });
    show();
    this.#shown = this.now();
    const controls = this.#controls();
    for (const [key, value] of changed) {
      const control = controls.get(key);
      if (control) setValue(control, value);
    }
  }

  /** By a key that stays if a control is made anew, such as the box of a certificate. */
  #controls(): ReadonlyMap<string, Control> {
    const all = this.#form.querySelectorAll<Control>('input:not([type="file"]), textarea, select');
    return new Map([...all].map((control) => [keyOf(control), control]));
  }
}

const isChoice = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type);

const keyOf = (control: Control): string =>
  `${control.id} ${control.name} ${isChoice(control) ? control.value : ''}`;

const valueOf = (control: Control): string =>
  isChoice(control) ? String(control.checked) : control.value;

function setValue(control: Control, value: string): void {
  if (valueOf(control) === value) return; // else the cursor moves
  if (isChoice(control)) control.checked = value === 'true';
  else control.value = value;
}
