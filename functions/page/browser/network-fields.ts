import { type NetworkAnswer, type NetworksChange } from '../../api/networks';
import { checkCaText } from '../../domain/networks/ca-text';
import { NETWORK_FIELDS, type NetworkField } from '../network-field';
import { suggestedId } from '../network-name';
import { announce, byId, element } from './element';
import { markFault } from './key-file-field';
import { authorityView } from './network-view';
import { type PageContext } from './page-context';
import { ShownValues } from './shown-values';

/** What is sent of one network. */
export type NetworkEntry = NetworksChange['networks'][number];

/** A file of certificates is much smaller. */
const MAX_FILE_BYTES = 262_144;

const textField = (name: 'ssid' | 'id' | 'outerIdentity'): HTMLInputElement =>
  byId(`network-${name}`, HTMLInputElement);
const area = (name: 'serverNames' | 'caCertificates'): HTMLTextAreaElement =>
  byId(`network-${name}`, HTMLTextAreaElement);

/** The fields of a network. Nothing in them is trimmed but the lines with names of servers. */
export class NetworkFields {
  readonly #context: PageContext;
  readonly #form = byId('network-form', HTMLFormElement);
  readonly #values = new ShownValues(this.#form);
  readonly #stored = byId('network-stored-authorities', HTMLElement);
  /** The identifier follows the name until somebody writes one. */
  #isSuggesting = false;

  constructor(context: PageContext) {
    this.#context = context;
    textField('ssid').addEventListener('input', () => {
      if (this.#isSuggesting) textField('id').value = suggestedId(textField('ssid').value);
    });
    textField('id').addEventListener('input', () => {
      this.#isSuggesting = false;
    });
    const files = byId('network-files', HTMLInputElement);
    files.addEventListener('change', () => void this.#addFiles(files));
  }

  /** Shows a stored network, or the fields for a new one. */
  show(network: NetworkAnswer | undefined, now: Date): void {
    this.#fill(network, now);
    this.#values.startFrom(this.#values.now());
    for (const name of NETWORK_FIELDS) this.mark(name, undefined);
  }

  /** Shows what the network is now, in the fields that the person has not changed. */
  refill(network: NetworkAnswer, now: Date): void {
    this.#values.refill(() => {
      this.#fill(network, now);
    });
  }

  #fill(network: NetworkAnswer | undefined, now: Date): void {
    const texts = this.#context.texts.networks;
    this.#isSuggesting = network === undefined;
    textField('ssid').value = network?.ssid ?? '';
    textField('id').value = network?.id ?? '';
    textField('id').readOnly = network !== undefined;
    byId('network-id-hint', HTMLElement).textContent =
      network === undefined ? texts.idHint : texts.idFixed;
    for (const choice of this.#securities()) {
      choice.checked = choice.value === (network?.security ?? 'WPA2');
    }
    byId('network-hidden', HTMLInputElement).checked = network?.hidden ?? false;
    area('serverNames').value = (network?.serverNames ?? []).join('\n');
    textField('outerIdentity').value = network?.outerIdentity ?? '';
    area('caCertificates').value = '';
    const stored = network?.caCertificates ?? [];
    this.#stored.replaceChildren(
      ...stored.map((certificate) => keepChoice(this.#context, certificate, now)),
      ...(stored.length > 0 ? [element('p', { class: 'hint' }, texts.keepHint)] : []),
    );
  }

  read(): NetworkEntry {
    const security = [...this.#securities()].find(({ checked }) => checked)?.value;
    const outerIdentity = textField('outerIdentity').value;
    const added = area('caCertificates').value;
    const kept = [...this.#stored.querySelectorAll('input')].filter(({ checked }) => checked);
    return {
      id: textField('id').value,
      ssid: textField('ssid').value,
      hidden: byId('network-hidden', HTMLInputElement).checked,
      security: security === 'WPA3' ? 'WPA3' : 'WPA2',
      ...(outerIdentity === '' ? {} : { outerIdentity }),
      serverNames: area('serverNames')
        .value.split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
      caCertificates: [...kept.map(({ value }) => value), ...(added.trim() === '' ? [] : [added])],
    };
  }

  /** Whether what is pasted may leave the browser. If not, says why. */
  mayBeSent(): boolean {
    const added = area('caCertificates').value;
    const check = checkCaText(added);
    const isFine = added.trim() === '' || check.kind === 'ok';
    this.mark('caCertificates', isFine ? undefined : this.#wrong(check));
    return isFine;
  }

  mark(name: NetworkField, fault: string | undefined): void {
    markFault(this.control(name), byId(`network-${name}-fault`, HTMLElement), fault);
  }

  control(name: NetworkField): HTMLElement {
    if (name !== 'security') return byId(`network-${name}`, HTMLElement);
    return this.#securities()[0] ?? this.#form;
  }

  #securities(): NodeListOf<HTMLInputElement> {
    return this.#form.querySelectorAll<HTMLInputElement>('input[name="security"]');
  }

  #wrong(check: ReturnType<typeof checkCaText>): string | undefined {
    return check.kind === 'ok' ? undefined : this.#context.texts.networks.caFaults[check.fault];
  }

  /** Adds the text of each file, unless it is no certificate. */
  async #addFiles(input: HTMLInputElement): Promise<void> {
    const { wrongFile } = this.#context.texts.networks;
    this.mark('caCertificates', undefined);
    for (const file of input.files ?? []) {
      const text = await file.slice(0, MAX_FILE_BYTES).text();
      const wrong = this.#wrong(checkCaText(text));
      if (wrong !== undefined) this.mark('caCertificates', `${wrongFile} ${file.name}. ${wrong}`);
      else area('caCertificates').value += `${text.trim()}\n`;
    }
    input.value = ''; // the field takes the same file again
    const fault = byId('network-caCertificates-fault', HTMLElement);
    if (!fault.hidden) announce(fault.textContent);
  }
}

function keepChoice(
  context: PageContext,
  certificate: NetworkAnswer['caCertificates'][number],
  now: Date,
): HTMLElement {
  const box = element('input', { type: 'checkbox' });
  box.value = certificate.pem;
  box.checked = true;
  const words = element(
    'span',
    { class: 'authority' },
    ...authorityView(context, certificate, now),
  );
  return element('label', { class: 'choice' }, box, words);
}
