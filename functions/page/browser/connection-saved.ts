import { type ConfigurationAnswer, type CredentialAnswer } from '../../api/configuration';
import { failureOf } from './connection-chain';
import { element } from './element';
import { type PageContext } from './page-context';

/** The connection before a save and after it. */
export type Replaced = {
  readonly before: ConfigurationAnswer;
  readonly after: ConfigurationAnswer;
};

type State = 'ok' | 'failing' | 'waiting' | 'unchecked';
const LOOK: Readonly<Record<State, string>> = {
  ok: 'result good',
  failing: 'result bad',
  waiting: 'result wait',
  unchecked: 'result',
};

/** Whether a save broke a working connection. */
export const isBroken = (before: ConfigurationAnswer, after: ConfigurationAnswer): boolean =>
  before.verification?.state === 'ok' &&
  after.verification !== undefined &&
  after.verification.state !== 'ok';

/** Shows the result of a save in the colour of its state. */
export function showSaved(target: HTMLElement, state: State, news: string): void {
  target.className = LOOK[state];
  target.replaceChildren(element('p', {}, news));
  target.hidden = false;
}

/**
 * Shows that a save broke a working connection: what it changed, why it fails now, and how to undo it.
 * Moves the focus there.
 */
export function showBroken(
  context: PageContext,
  target: HTMLElement,
  replaced: Replaced,
  putBack: (admin: string) => void,
): void {
  const texts = context.texts.connectForm.broke;
  const former = replaced.before.adminUsername;
  const isOther = former !== undefined && former !== replaced.after.adminUsername;
  const button =
    isOther && element('button', { type: 'button', class: 'button small' }, texts.putBack(former));
  if (button) {
    button.addEventListener('click', () => {
      putBack(former);
    });
  }
  target.className = LOOK.failing;
  target.replaceChildren(
    element('p', {}, element('b', {}, texts.what), ` ${texts.meaning}`),
    element('p', {}, element('b', {}, texts.changed), ` ${changes(context, replaced)}`),
    ...reason(context, replaced.after),
    element(
      'p',
      {},
      element('b', {}, context.texts.connection.whatToDo),
      ` ${wayBack(context, replaced, isOther)}`,
    ),
    ...(button ? [element('p', {}, button)] : []),
  );
  target.hidden = false;
  target.focus();
}

function changes(context: PageContext, { before, after }: Replaced): string {
  const texts = context.texts.connectForm.broke;
  const { adminUsername: formerAdmin = '' } = before;
  const { adminUsername: admin = '' } = after;
  const [formerSignIn, signIn] = [before, after].map((each) => signInOf(context, each.credential));
  const all = [
    ...(admin === formerAdmin ? [] : [texts.admin(admin, formerAdmin)]),
    ...(signIn === formerSignIn ? [] : [texts.signIn(signIn ?? '', formerSignIn ?? '')]),
  ];
  return all.length === 0 ? texts.nothing : `${all.join('; ')}.`;
}

function signInOf(context: PageContext, credential: CredentialAnswer | undefined): string {
  const texts = context.texts.connectForm.broke;
  if (credential?.kind !== 'key') return texts.keyless;
  return texts.key(credential.keyId === '' ? credential.clientEmail : credential.keyId);
}

function reason(context: PageContext, after: ConfigurationAnswer): HTMLElement[] {
  const link = after.verification?.links.find(
    ({ state }) => state === 'failing' || state === 'waiting',
  );
  if (link === undefined) return [];
  const { message = '', foreign } = failureOf(context, link, after);
  const { why } = context.texts.connectForm.broke;
  return [element('p', {}, element('b', {}, why), ' ', element('span', foreign, message))];
}

function wayBack(context: PageContext, { before, after }: Replaced, isOtherAdmin: boolean): string {
  const texts = context.texts.connectForm.broke;
  const isOtherSignIn =
    signInOf(context, before.credential) !== signInOf(context, after.credential);
  const signInBack = before.credential?.kind === 'key' ? texts.putKeyBack : texts.putKeylessBack;
  const ways = [
    ...(isOtherAdmin ? [texts.putAdminBack] : []),
    ...(isOtherSignIn ? [signInBack] : []),
  ];
  return ways.length === 0 ? texts.mend : [...ways, texts.mendOtherwise].join(' ');
}
