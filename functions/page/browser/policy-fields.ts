import { type PolicyAnswer } from '../../api/policy';
import { visibleEnds, visibleOnly } from '../../domain/visible-text';
import { byId } from './element';
import { type EnteredPolicy, type PolicyField } from '../policy-faults';
import { PROOF_WINDOW, ROTATION_WINDOW } from '../policy-windows';
import { PolicyWindowFields } from './policy-window-fields';

/** The controls of the policy form: shows a policy in them and reads the input. */
export class PolicyFields {
  readonly #form: HTMLFormElement;
  readonly #window: PolicyWindowFields;
  readonly #proofWindow: PolicyWindowFields;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#window = new PolicyWindowFields(form, ROTATION_WINDOW);
    this.#proofWindow = new PolicyWindowFields(form, PROOF_WINDOW);
    offerTimeZones();
  }

  show(policy: PolicyAnswer): void {
    this.#style().value = policy.style;
    this.#input('length').value = String(policy.length);
    this.#input('alphabet').value = policy.alphabet;
    this.#input('retentionHours').value = String(policy.retentionHours);
    this.#input('periodDays').value = String(policy.periodDays);
    this.#box('paused').checked = policy.paused;
    this.#box('onDrift').checked = policy.onDrift === 'reissue';
    this.#input('orgUnitPaths').value = policy.orgUnitPaths.join('\n');
    this.#input('autoIssueOrgUnitPaths').value = policy.autoIssueOrgUnitPaths.join('\n');
    this.#input('retryBudget').value = String(policy.retryBudget);
    this.#input('proveEveryDays').value = String(policy.proveEveryDays);
    this.#box('selfServiceOn').checked = policy.selfService.enabled;
    this.#input('rotationsPerDay').value = String(policy.selfService.rotationsPerDay);
    this.#input('holdForDevices').value = String(policy.holdForDevices);
    this.#input('announceHours').value = String(policy.announceHours);
    this.#input('firstWaveSize').value = String(policy.firstWave.size);
    this.#input('stopAtFailedShare').value = String(
      exact(policy.firstWave.stopAtFailedShare * 100),
    );
    this.#window.show(policy.window);
    this.#proofWindow.show(policy.proofWindow);
  }

  /** Shows the times of a window only if something is limited to it. */
  showWindows(): void {
    this.#window.showDetails();
    this.#proofWindow.showDetails();
  }

  /** The input. An invalid number becomes null, so that the service names its field. */
  read(): Omit<EnteredPolicy, 'overrides'> {
    const percent = this.#number('stopAtFailedShare');
    return {
      style: this.#style().value === 'groups' ? 'groups' : 'characters',
      length: this.#number('length'),
      alphabet: visibleOnly(this.#input('alphabet').value).replaceAll(/\s/g, ''),
      retentionHours: this.#number('retentionHours'),
      periodDays: this.#number('periodDays'),
      window: this.#window.read(),
      paused: this.#box('paused').checked,
      onDrift: this.#box('onDrift').checked ? 'reissue' : 'report',
      orgUnitPaths: this.#units('orgUnitPaths'),
      autoIssueOrgUnitPaths: this.#units('autoIssueOrgUnitPaths'),
      retryBudget: this.#number('retryBudget'),
      proveEveryDays: this.#number('proveEveryDays'),
      proofWindow: this.#proofWindow.read(),
      selfService: {
        enabled: this.#box('selfServiceOn').checked,
        rotationsPerDay: this.#number('rotationsPerDay'),
      },
      holdForDevices: this.#number('holdForDevices'),
      announceHours: this.#number('announceHours'),
      firstWave: {
        size: this.#number('firstWaveSize'),
        stopAtFailedShare: percent === null ? null : exact(percent / 100),
      },
    };
  }

  control(field: PolicyField): HTMLElement {
    return byId(`policy-${field}`, HTMLElement);
  }

  #units(name: 'orgUnitPaths' | 'autoIssueOrgUnitPaths'): string[] {
    const lines = this.#input(name).value.split('\n').map(visibleEnds);
    return lines.filter((line) => line !== '');
  }

  #style(): HTMLSelectElement {
    return byId('policy-style', HTMLSelectElement);
  }

  #number(name: PolicyField): number | null {
    const text = this.#input(name).value.trim();
    return text === '' ? null : Number(text);
  }

  #input(name: PolicyField): HTMLInputElement | HTMLTextAreaElement {
    const control = this.control(name);
    if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
      return control;
    }
    throw new Error(`#policy-${name} is no field`);
  }

  #box(name: 'paused' | 'onDrift' | 'selfServiceOn'): HTMLInputElement {
    const box = this.#form.querySelector(`input[name="${name}"]`);
    if (box instanceof HTMLInputElement) return box;
    throw new Error(`${name} is missing`);
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
