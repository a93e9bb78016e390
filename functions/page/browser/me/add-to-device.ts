import { type MeAnswer } from '../../../api/me';
import { type DeviceWithFile, DEVICES_WITH_FILES, myDevice } from '../../my-device';
import { whileBusy } from '../busy';
import { announce, byId, element, setText } from '../element';
import { hideResult, showProblem } from '../problem-view';
import { update } from '../update';
import { mendFocus } from './keep-focus';
import { type MeContext } from './me-context';
import { stateOf } from './my-state';
import { type Reading } from './reading';

type Network = MeAnswer['networks'][number];

/**
 * *Add the Wi-Fi to this device*: the profile for the device at hand, those for others below. The file is the
 * answer to a form, not to a script: only so does an iPhone offer to install it, and no script holds it.
 */
export class AddToDevice {
  readonly #context: MeContext;
  readonly #read: () => Reading;
  readonly #section = byId('add-to-device', HTMLElement);
  readonly #choice = byId('network', HTMLSelectElement);
  readonly #device = myDevice(navigator.userAgent);
  #networks: readonly Network[] = [];
  /** The network that the buttons are for. */
  #shown: string | undefined;
  /** Whose password the page shows. */
  #person: string | undefined;

  constructor(context: MeContext, read: () => Reading) {
    this.#context = context;
    this.#read = read;
    this.#choice.addEventListener('change', () => {
      this.#show();
    });
  }

  update(me: MeAnswer, isChanged: boolean): void {
    if (isChanged) this.#clear();
    this.#person = me.primaryEmail;
    this.#networks = me.networks;
    const isThere = me.version !== undefined && stateOf(me) === 'ready' && me.networks.length > 0;
    this.#section.hidden = !isThere;
    if (!isThere) return;
    update(
      this.#choice,
      ...me.networks.map(({ id, ssid }) => element('option', { value: id, 'data-key': id }, ssid)),
    );
    byId('network-field', HTMLElement).hidden = me.networks.length < 2;
    this.#show();
  }

  /** The sign-in is refused. */
  forget(): void {
    this.#clear();
    this.#person = undefined;
    this.#section.hidden = true;
  }

  #clear(): void {
    hideResult(byId('add-problem', HTMLElement));
    setText(byId('add-then', HTMLElement), undefined);
  }

  /** A button that stays the same one keeps the focus, and goes on with what it does. */
  #show(): void {
    const network = this.#networks.find(({ id }) => id === this.#choice.value) ?? this.#networks[0];
    const shown = JSON.stringify(network);
    if (network === undefined || shown === this.#shown) return;
    this.#shown = shown;
    const texts = this.#context.texts.devices;
    const here = this.#device;
    const others = DEVICES_WITH_FILES.filter((device) => device !== here);
    const byHand = here === 'by-hand';
    setText(byId('by-hand', HTMLElement), byHand ? texts.byHand(network.ssid) : undefined);
    update(
      byId('add-here', HTMLElement),
      ...(byHand ? [] : [this.#button(here, network, texts.addTo(network.ssid), 'button')]),
    );
    update(
      byId('add-others', HTMLElement),
      ...others.map((device) =>
        element(
          'li',
          { 'data-key': `${device} ${network.id} ${network.ssid}` },
          this.#button(device, network, texts.devices[device].name, 'button small quiet'),
        ),
      ),
    );
  }

  #button(
    device: DeviceWithFile,
    network: Network,
    label: string,
    look: string,
  ): HTMLButtonElement {
    const key = { 'data-key': `${device} ${network.id} ${network.ssid}` };
    const button = element('button', { type: 'button', class: look, ...key }, label);
    button.addEventListener('click', () => {
      const { loading } = this.#context.texts.me;
      void whileBusy(button, loading, () => this.#fetch(device, network));
    });
    return button;
  }

  /** A browser shows nothing when the answer to a form is a sign-in page, so the sign-in is tried first. */
  async #fetch(device: DeviceWithFile, { id }: Network): Promise<void> {
    const { devices } = this.#context.texts;
    const person = this.#person;
    this.#clear();
    const me = await this.#read();
    if (me?.kind === 'problem') showProblem(this.#context, byId('add-problem', HTMLElement), me);
    if (me?.kind !== 'ok') return;
    const isKnown = me.json.networks.some((network) => network.id === id);
    if (me.json.primaryEmail !== person || stateOf(me.json) !== 'ready') {
      mendFocus();
      return;
    }
    if (!isKnown) {
      setText(byId('add-then', HTMLElement), devices.networkGone);
      announce(devices.networkGone);
      mendFocus();
      return;
    }
    const form = byId('profile-form', HTMLFormElement);
    form.action = `/v1/me/profiles/${device}?network=${encodeURIComponent(id)}&lang=${this.#context.language}`;
    form.submit();
    const words = `${devices.devices[device].then} ${devices.delete}`;
    setText(byId('add-then', HTMLElement), words);
    announce(words);
  }
}
