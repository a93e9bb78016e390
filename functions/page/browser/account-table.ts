import { type AccountAnswer } from '../../api/account';
import { failureTextIn } from '../../domain/account-failures';
import { type IconName } from '../icons';
import { element, icon } from './element';
import { deviceNote } from './device-note';
import { driftNote } from './drift-note';
import { type PageContext } from './page-context';
import { proofNote } from './proof-note';
import { numberWords, shortMoment } from './format';

/** The look of a status, in addition to its words. */
const LOOKS: Readonly<
  Record<AccountAnswer['status'], { readonly state: string; readonly icon: IconName }>
> = {
  active: { state: 'ok', icon: 'ok' },
  unconfirmed: { state: 'waiting', icon: 'waiting' },
  parked: { state: 'failing', icon: 'failing' },
  revoked: { state: 'none', icon: 'not-reached' },
  'no-password': { state: 'none', icon: 'not-reached' },
  unreadable: { state: 'failing', icon: 'failing' },
};

/** What a user's rows show besides the account: the actions and their progress. */
export type RowExtras = {
  /** The password belongs to a Workspace other than the connected one. */
  readonly isOther: boolean;
  /** The policy has a password replaced that somebody else changed. */
  readonly reissues: boolean;
  /** Whether the table has a column for actions. */
  readonly withActions: boolean;
  readonly actions: readonly HTMLElement[];
  readonly note?: HTMLElement | undefined;
};

/**
 * The list of users: a table on wide screens, a card per user on narrow ones. ARIA roles preserve the table
 * semantics.
 */
export function accountTable(context: PageContext, withActions: boolean): HTMLTableElement {
  const { columns, actions } = context.texts.accountList;
  const head = (...content: (Node | string)[]): HTMLElement =>
    element('th', { role: 'columnheader', scope: 'col' }, ...content);
  return element(
    'table',
    { class: 'accounts', role: 'table', 'aria-labelledby': 'accounts-title' },
    element(
      'thead',
      { role: 'rowgroup' },
      element(
        'tr',
        { role: 'row' },
        ...Object.values(columns).map((name) => head(name)),
        withActions && head(element('span', { class: 'for-readers-only' }, actions)),
      ),
    ),
  );
}

/** The rows of one user: the status of the account, and below it failures and progress. */
export function accountRows(
  context: PageContext,
  account: AccountAnswer,
  extras: RowExtras,
): HTMLTableSectionElement {
  const columns = extras.withActions ? 5 : 4;
  const news = extras.isOther
    ? [otherWorkspace(context, account)]
    : [
        ...meaning(context, account),
        ...driftNote(context, account, extras.reissues),
        ...proofNote(context, account),
        ...failure(context, account),
        ...deviceNote(context, account),
      ];
  const below = [extras.note, ...news].filter((part) => part !== undefined);
  return element(
    'tbody',
    { class: 'account', role: 'rowgroup', 'data-user': account.userId },
    element('tr', { role: 'row' }, ...cells(context, account, extras)),
    below.length > 0 &&
      element(
        'tr',
        { class: 'below', role: 'row' },
        element('td', { role: 'cell', colspan: String(columns) }, ...below),
      ),
  );
}

function cells(context: PageContext, account: AccountAnswer, extras: RowExtras): HTMLElement[] {
  const texts = context.texts.accountList;
  const { columns } = texts;
  const cell = (label: string, ...content: (Node | string | false)[]): HTMLElement =>
    element('td', { role: 'cell', 'data-label': label }, element('div', {}, ...content));
  return [
    element(
      'th',
      { class: 'who-cell', role: 'rowheader', scope: 'row' },
      element('span', { class: 'account-address', tabindex: '-1' }, addressOf(context, account)),
      element('span', { class: 'hint' }, `${texts.id} ${account.userId}`),
    ),
    cell(columns.status, statusMark(context, account.status)),
    cell(columns.password, ...password(context, account)),
    cell(columns.next, ...(extras.isOther ? [texts.notForNow] : nextRotation(context, account))),
    ...(extras.withActions
      ? [element('td', { class: 'action-cell', role: 'cell' }, ...extras.actions)]
      : []),
  ];
}

/** The address, or a replacement text if the record is unreadable and has none. */
const addressOf = (context: PageContext, { primaryEmail }: AccountAnswer): string =>
  primaryEmail === '' ? context.texts.accountList.noAddress : primaryEmail;

function statusMark(context: PageContext, status: AccountAnswer['status']): HTMLElement {
  const look = LOOKS[status];
  const { statuses, unreadable } = context.texts.accountList;
  const name = status === 'unreadable' ? unreadable : statuses[status].name;
  return element(
    'span',
    { class: 'account-status', 'data-state': look.state },
    icon(look.icon),
    name,
  );
}

function password(
  context: PageContext,
  { status, version, setAt, forgottenAt, proof }: AccountAnswer,
): (Node | string)[] {
  const texts = context.texts.accountList;
  if (status === 'unreadable') return [texts.notKnown];
  if (version === undefined) return [texts.noPassword];
  const number = element('span', {}, texts.version(numberWords(context, version)));
  const set = setAt === undefined ? [] : [moment(context, setAt, texts.setAt, 'hint')];
  const seen =
    proof?.version === version
      ? [moment(context, proof.at, texts.proofs[proof.result], `hint proof-${proof.result}`)]
      : [];
  const gone =
    forgottenAt === undefined ? [] : [moment(context, forgottenAt, texts.forgottenAt, 'hint')];
  return [number, ...set, ...seen, ...gone];
}

function nextRotation(
  context: PageContext,
  { status, nextRotationAt, retryAt }: AccountAnswer,
): (Node | string)[] {
  const texts = context.texts.accountList;
  if (status === 'unreadable') return [texts.notKnown];
  const isPast = (time: string): boolean => Date.parse(time) <= Date.now();
  const turn =
    nextRotationAt === undefined
      ? element('span', {}, texts.noDate)
      : moment(context, nextRotationAt, isPast(nextRotationAt) ? texts.dueSince : (time) => time);
  if (retryAt === undefined) return [turn];
  const again = isPast(retryAt) ? () => texts.retryDue : texts.retryAt;
  return [turn, moment(context, retryAt, again, 'hint')];
}

/** Explains the status in the user's row if it indicates a problem. */
function meaning(context: PageContext, { status, lastFailure }: AccountAnswer): HTMLElement[] {
  // The failure of an unreadable record, and of a contested password, already explains it.
  if (status === 'active' || status === 'unreadable') return [];
  if (lastFailure?.code === 'contested') return [];
  return [element('p', { class: 'hint' }, context.texts.accountList.statuses[status].meaning)];
}

/** Says that the account belongs to another Workspace, and so is not processed. */
function otherWorkspace(context: PageContext, { customerId = '' }: AccountAnswer): HTMLElement {
  const { otherWorkspace: words, toOtherWorkspaces } = context.texts.accountList;
  const ways = `/?lang=${context.language}#other-workspaces`;
  return element(
    'p',
    { class: 'rotation-note is-bad' },
    `${words(customerId)} `,
    element('a', { href: ways }, toOtherWorkspaces),
  );
}

function failure(context: PageContext, { status, lastFailure }: AccountAnswer): HTMLElement[] {
  if (!lastFailure) return [];
  const { code, at, attempts } = lastFailure;
  const { accountList: texts, accountFailures } = context.texts;
  const { message, fix } = failureTextIn(accountFailures, { code, status });
  const isConnection = message === accountFailures.connection.message;
  const checks = `/?lang=${context.language}#connection`;
  const toChecks = element('a', { href: checks }, texts.connectionLink);
  const isTried = status !== 'unreadable'; // no attempt was made
  const tries = texts.tries(attempts, numberWords(context, attempts));
  return [
    element(
      'div',
      { class: 'account-failure' },
      element(
        'p',
        {},
        ...(isTried ? [element('b', {}, moment(context, at, texts.failure)), ' '] : []),
        message,
        isTried && attempts > 0 && ` ${tries}`,
      ),
      element(
        'p',
        {},
        element('b', {}, texts.whatToDo),
        ` ${fix}`,
        ...(isConnection ? [' ', toChecks] : []),
      ),
    ),
  ];
}

function moment(
  context: PageContext,
  at: string,
  words: (time: string) => string,
  look = '',
): HTMLElement {
  const shown = words(shortMoment(context, new Date(at)));
  return element('time', { datetime: at, ...(look === '' ? {} : { class: look }) }, shown);
}
