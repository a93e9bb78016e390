import { type AccountAnswer } from '../../api/account';
import { failureTextIn } from '../../domain/account-failures';
import { type IconName } from '../icons';
import { element, icon } from './element';
import { type PageContext } from './page-context';
import { numberWords, shortMoment } from './format';

/** How a status looks beside its words. */
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

/** What stands in a user's rows besides the account: what can be done, and how that goes. */
export type RowExtras = {
  /** The password is of another Workspace than the connected one. */
  readonly isOther: boolean;
  /** Whether there is a column for what can be done. */
  readonly withActions: boolean;
  readonly action?: HTMLElement | undefined;
  readonly note?: HTMLElement | undefined;
};

/** The list of users: a table where there is room for one, else a card for each (roles keep it a table). */
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

/** The rows of one user: how the account stands, and below it what went wrong and what is under way. */
export function accountRows(
  context: PageContext,
  account: AccountAnswer,
  extras: RowExtras,
): HTMLTableSectionElement {
  const columns = extras.withActions ? 5 : 4;
  const news = extras.isOther
    ? [otherWorkspace(context, account)]
    : [...meaning(context, account), ...failure(context, account)];
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
      ? [element('td', { class: 'action-cell', role: 'cell' }, extras.action ?? '')]
      : []),
  ];
}

/** An address, or that it is not known, of a record that can't be read. */
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
  { status, version, setAt }: AccountAnswer,
): (Node | string)[] {
  const texts = context.texts.accountList;
  if (status === 'unreadable') return [texts.notKnown];
  if (version === undefined) return [texts.noPassword];
  const number = element('span', {}, texts.version(numberWords(context, version)));
  if (setAt === undefined) return [number];
  return [number, moment(context, setAt, texts.setAt, 'hint')];
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

/** What a status means stands in the row where all is not well. */
function meaning(context: PageContext, { status }: AccountAnswer): HTMLElement[] {
  // What is wrong with a record is said by its failure.
  if (status === 'active' || status === 'unreadable') return [];
  return [element('p', { class: 'hint' }, context.texts.accountList.statuses[status].meaning)];
}

/** Whatever else is known of the account: nothing is done with it meanwhile. */
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
  const isTried = status !== 'unreadable'; // found out just now, by nobody's trying
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
