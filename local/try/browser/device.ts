import { announce, byId, element } from '../../../functions/page/browser/element';
import { type TryTexts } from '../try-texts';
import { filled, setStep } from './page';
import { type Told } from './passwords';

/** How many attempts the page shows. */
const SHOWN_ATTEMPTS = 8;

/** Step 4: signs in at the ActiveSync endpoint with a password returned so far or with another one. */
export class Device {
  readonly #texts: TryTexts;
  readonly #userName = byId('device-user', HTMLInputElement);
  readonly #password = byId('device-password', HTMLInputElement);
  readonly #told = new Map<string, Told[]>();

  constructor(texts: TryTexts) {
    this.#texts = texts;
    byId('device', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#signIn();
    });
    this.#userName.addEventListener('input', () => {
      this.#listTold();
    });
  }

  /** Selects this user and the user's newest known password. */
  choose(address: string): void {
    this.#userName.value = address;
    this.#password.value = this.#toldFor(address).at(-1)?.password ?? '';
    this.#listTold();
  }

  remember(told: Told): void {
    const before = this.#toldFor(told.primaryEmail);
    const known = before.some(({ version }) => version === told.version);
    if (!known) this.#told.set(told.primaryEmail, [...before, told]);
    this.choose(told.primaryEmail);
  }

  #toldFor(address: string): readonly Told[] {
    return this.#told.get(address) ?? [];
  }

  #listTold(): void {
    const told = this.#toldFor(this.#userName.value);
    byId('told', HTMLElement).hidden = told.length < 2;
    byId('told-list', HTMLElement).replaceChildren(
      ...told.map(({ version, password }) => {
        const label = filled(this.#texts.device.use, { version: String(version) });
        const button = element('button', { type: 'button', class: 'quiet small' }, label);
        button.addEventListener('click', () => {
          this.#password.value = password;
        });
        return button;
      }),
    );
  }

  async #signIn(): Promise<void> {
    const [userName, password] = [this.#userName.value, this.#password.value];
    const status = await activeSyncStatus(userName, password);
    const verdict = verdictOn(status, this.#texts);
    const version = this.#toldFor(userName).find((told) => told.password === password)?.version;
    const which =
      version === undefined
        ? this.#texts.device.otherPassword
        : `${this.#texts.password.version.toLowerCase()} ${version}`;
    this.#listAttempt(status, `${userName}, ${which}`, verdict);
    if (status === 200) setStep(this.#texts, 4, true);
  }

  #listAttempt(status: number | undefined, who: string, verdict: string): void {
    byId('attempts-empty', HTMLElement).hidden = true;
    const list = byId('attempts', HTMLOListElement);
    list.prepend(
      element(
        'li',
        { 'data-tone': status === 200 ? 'good' : 'bad' },
        element('b', {}, status === undefined ? '–' : String(status)),
        element(
          'span',
          {},
          element('span', { class: 'verdict' }, verdict),
          element('small', {}, who),
        ),
      ),
    );
    while (list.children.length > SHOWN_ATTEMPTS) list.lastElementChild?.remove();
    announce(`${status ?? ''} ${verdict}`);
  }
}

function verdictOn(status: number | undefined, { device }: TryTexts): string {
  const { accepted, refused, blocked, failed } = device;
  const known: Readonly<Record<number, string>> = { 200: accepted, 401: refused, 403: blocked };
  return known[status ?? 0] ?? failed;
}

/** `credentials: 'omit'` prevents the browser's own password prompt after a 401. */
async function activeSyncStatus(userName: string, password: string): Promise<number | undefined> {
  const bytes = new TextEncoder().encode(`${userName}:${password}`);
  const credentials = btoa(String.fromCharCode(...bytes));
  try {
    const response = await fetch('/Microsoft-Server-ActiveSync?Cmd=FolderSync', {
      method: 'POST',
      credentials: 'omit',
      headers: { authorization: `Basic ${credentials}` },
    });
    return response.status;
  } catch {
    return undefined;
  }
}
