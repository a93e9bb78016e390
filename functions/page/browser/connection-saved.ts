import { type ConfigurationAnswer, type CredentialAnswer } from '../../api/configuration';
import { type Acting, actingOf } from './connection-acting';
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
  putBack: (former: Acting) => void,
): void {
  const texts = context.texts.connectForm.broke;
  const former = formerActing(replaced);
  const button = former && putBackButton(context, former, putBack);
  target.className = LOOK.failing;
  target.replaceChildren(
    element('p', {}, element('b', {}, texts.what), ` ${texts.meaning}`),
    element('p', {}, element('b', {}, texts.changed), ` ${changes(context, replaced)}`),
    ...reason(context, replaced.after),
    element(
      'p',
      {},
      element('b', {}, context.texts.connection.whatToDo),
      ` ${wayBack(context, replaced, former)}`,
    ),
    ...(button ? [element('p', {}, button)] : []),
  );
  target.hidden = false;
  target.focus();
}

/** Whom the connection acted as before a save that changed it; absent: the save did not change it. */
function formerActing({ before, after }: Replaced): Acting | undefined {
  const former = actingOf(before);
  const now = actingOf(after);
  if (!former || !now) return undefined;
  const isSame = isSameWay(former, now) && actingName(former) === actingName(now);
  return isSame ? undefined : former;
}

function putBackButton(
  context: PageContext,
  former: Acting,
  putBack: (former: Acting) => void,
): HTMLElement {
  const words = context.texts.connectForm.broke.putBack(actingName(former));
  const button = element('button', { type: 'button', class: 'button small' }, words);
  button.addEventListener('click', () => {
    putBack(former);
  });
  return button;
}

const actingName = ({ adminUsername, customerId = '' }: Acting): string =>
  adminUsername ?? customerId;

const isSameWay = (one: Acting, other: Acting): boolean =>
  (one.delegation === false) === (other.delegation === false);

/** Whom the connection acts as now, and acted as before: only the name, if the way is the same. */
function actingChange(context: PageContext, now: Acting, former: Acting): string {
  const { other, admin, ownRole } = context.texts.connectForm.broke;
  const words = (acting: Acting): string =>
    acting.delegation === false ? ownRole(actingName(acting)) : admin(actingName(acting));
  return other(words(now), isSameWay(now, former) ? actingName(former) : words(former));
}

function changes(context: PageContext, replaced: Replaced): string {
  const texts = context.texts.connectForm.broke;
  const { before, after } = replaced;
  const former = formerActing(replaced);
  const now = actingOf(after);
  const [formerSignIn, signIn] = [before, after].map((each) => signInOf(context, each.credential));
  const all = [
    ...(former && now ? [actingChange(context, now, former)] : []),
    ...(signIn === formerSignIn ? [] : [texts.other(signIn ?? '', formerSignIn ?? '')]),
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

function wayBack(
  context: PageContext,
  { before, after }: Replaced,
  former: Acting | undefined,
): string {
  const texts = context.texts.connectForm.broke;
  const isOtherSignIn =
    signInOf(context, before.credential) !== signInOf(context, after.credential);
  const signInBack = before.credential?.kind === 'key' ? texts.putKeyBack : texts.putKeylessBack;
  const ways = [
    ...(former ? [actingBack(context, former, after)] : []),
    ...(isOtherSignIn ? [signInBack] : []),
  ];
  return ways.length === 0 ? texts.mend : [...ways, texts.mendOtherwise].join(' ');
}

function actingBack(context: PageContext, former: Acting, after: ConfigurationAnswer): string {
  const { putAdminBack, putCustomerBack, putWayBack } = context.texts.connectForm.broke;
  if ((former.delegation === false) !== (after.delegation === false)) return putWayBack;
  return former.delegation === false ? putCustomerBack : putAdminBack;
}
