import { type MeAnswer } from '../../../api/me';
import { type DeviceWithFile, DEVICES_WITH_FILES, myDevice } from '../../my-device';
import { whileBusy } from '../busy';
import { announce, byId, element, setText } from '../element';
import { hideResult, showProblem } from '../problem-view';
import { update } from '../update';
import { readMe } from './calls';
import { type MeContext } from './me-context';
import { stateOf } from './my-state';

type Network = MeAnswer['networks'][number];

/**
 * *Add the Wi-Fi to this device*: the profile for the device at hand, those for others below. The file is the
 * answer to a form, not to a script: only so does an iPhone offer to install it, and no script holds it.
 */
export class AddToDevice {
  readonly #context: MeContext;
  readonly #section = byId('add-to-device', HTMLElement);
  readonly #choice = byId('network', HTMLSelectElement);
  readonly #device = myDevice(navigator.userAgent);
  #networks: readonly Network[] = [];

  constructor(context: MeContext) {
    this.#context = context;
    this.#choice.addEventListener('change', () => {
      this.#show();
    });
  }

  update(me: MeAnswer): void {
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

  #show(): void {
    const network = this.#networks.find(({ id }) => id === this.#choice.value) ?? this.#networks[0];
    if (network === undefined) return;
    const texts = this.#context.texts.devices;
    const here = this.#device;
    const others = DEVICES_WITH_FILES.filter((device) => device !== here);
    const byHand = here === 'by-hand';
    setText(byId('by-hand', HTMLElement), byHand ? texts.byHand(network.ssid) : undefined);
    byId('add-here', HTMLElement).replaceChildren(
      ...(byHand ? [] : [this.#button(here, network, texts.addTo(network.ssid), 'button')]),
    );
    byId('add-others', HTMLElement).replaceChildren(
      ...others.map((device) =>
        element(
          'li',
          {},
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
    const button = element('button', { type: 'button', class: look }, label);
    button.addEventListener('click', () => {
      const { loading } = this.#context.texts.me;
      void whileBusy(button, loading, () => this.#fetch(device, network));
    });
    return button;
  }

  /** A browser shows nothing when the answer to a form is a sign-in page, so the sign-in is tried first. */
  async #fetch(device: DeviceWithFile, { id }: Network): Promise<void> {
    const { devices, me } = this.#context.texts;
    const problem = byId('add-problem', HTMLElement);
    const then = byId('add-then', HTMLElement);
    hideResult(problem);
    setText(then, undefined);
    const answer = await readMe();
    if (answer.kind === 'problem') {
      showProblem(this.#context, problem, answer);
      return;
    }
    if (stateOf(answer.json) !== 'ready') {
      setText(then, me.changedMeanwhile);
      return;
    }
    const form = byId('profile-form', HTMLFormElement);
    form.action = `/v1/me/profiles/${device}?network=${encodeURIComponent(id)}&lang=${this.#context.language}`;
    form.submit();
    const words = `${devices.devices[device].then} ${devices.delete}`;
    setText(then, words);
    announce(words);
  }
}
