import { byId, element } from '../../../functions/page/browser/element';
import { type TryTexts } from '../try-texts';
import { setStep, showOutcome } from './page';

/** A password that the service returned. */
export type Told = {
  readonly primaryEmail: string;
  readonly password: string;
  readonly version: number;
  readonly nextRotationAt?: string;
};

type Request = { readonly method: string; readonly path: string };

/** Step 3. `onTold` receives each password that the service returns, `onUser` each chosen user. */
export function offerPasswords(
  texts: TryTexts,
  onTold: (told: Told) => void,
  onUser: (address: string) => void,
): void {
  const user = byId('user', HTMLSelectElement);
  const chosen = (): void => {
    byId('curl', HTMLElement).textContent = curlLines(user.value);
    showOutcome(byId('answer', HTMLElement), 'plain', texts.password.empty);
    onUser(user.value);
  };
  user.addEventListener('change', chosen);
  chosen();
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-action]')) {
    button.addEventListener('click', () => {
      void run(texts, requestFor(button.dataset['action'] ?? '', user.value), onTold);
    });
  }
}

function requestFor(action: string, address: string): Request {
  const path = `/v1/users/${encodeURIComponent(address)}/password`;
  switch (action) {
    case 'issue':
      return { method: 'PUT', path };
    case 'rotate':
      return { method: 'POST', path: `${path}/rotation` };
    case 'revoke':
      return { method: 'DELETE', path };
    default:
      return { method: 'GET', path };
  }
}

async function run(texts: TryTexts, request: Request, onTold: (told: Told) => void): Promise<void> {
  const target = byId('answer', HTMLElement);
  setBusy(true);
  showOutcome(target, 'working', texts.password.working);
  try {
    const response = await fetch(request.path, { method: request.method });
    const line = callLine(request, response.status);
    if (response.status === 204) {
      showOutcome(target, 'good', line, element('p', {}, texts.password.revoked));
      return;
    }
    const body = (await response.json()) as Record<string, unknown>;
    if (typeof body['password'] === 'string') {
      const told = body as unknown as Told;
      showOutcome(target, 'good', line, toldList(texts, told));
      setStep(texts, 3, true);
      onTold(told);
    } else showOutcome(target, 'bad', line, ...problem(body));
  } catch {
    showOutcome(target, 'bad', element('p', {}, texts.password.noAnswer));
  } finally {
    setBusy(false);
  }
}

function setBusy(busy: boolean): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-action]')) {
    button.disabled = busy;
  }
}

const callLine = ({ method, path }: Request, status: number): HTMLElement =>
  element('p', { class: 'call' }, element('b', {}, String(status)), ` ${method} ${path}`);

function toldList({ password: texts, copy }: TryTexts, told: Told): HTMLElement {
  const { lang } = document.documentElement;
  const next = told.nextRotationAt && new Date(told.nextRotationAt);
  return element(
    'dl',
    { class: 'told' },
    fact(
      texts.password,
      element('code', { id: 'told-password', class: 'secret' }, told.password),
      element(
        'button',
        { type: 'button', class: 'quiet small', 'data-copy': 'told-password' },
        copy,
      ),
    ),
    fact(texts.version, String(told.version)),
    next && fact(texts.next, next.toLocaleDateString(lang, { dateStyle: 'long' })),
  );
}

const fact = (name: string, ...value: (Node | string)[]): HTMLElement =>
  element('div', {}, element('dt', {}, name), element('dd', { class: 'copy-line' }, ...value));

/** The service's own text, in English (RFC 9457). */
const problem = ({ title, detail }: Record<string, unknown>): HTMLElement[] =>
  [title, detail]
    .filter((text) => typeof text === 'string')
    .map((text) => element('p', { lang: 'en' }, text));

function curlLines(address: string): string {
  const base = location.origin;
  const url = `${base}/v1/users/${encodeURIComponent(address)}/password`;
  return [
    `curl -X PUT ${url}`,
    `curl ${url}`,
    `curl -X POST ${url}/rotation`,
    `curl -X DELETE ${url}`,
    `curl -i -X POST -u '${address}' ${base}/Microsoft-Server-ActiveSync`,
  ].join('\n');
}
