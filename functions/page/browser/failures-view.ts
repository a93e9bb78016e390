import { type AccountAnswer } from '../../api/account';
import { type OverviewAnswer } from '../../api/overview';
import { failureTextIn } from '../../domain/account-failures';
import { addressParts } from './address-parts';
import { element, icon } from './element';
import { type PageContext } from './page-context';
import { numberWords, shortMoment } from './format';
import { connectionLink } from './run-view';

/** This many failures are shown. The others expand on demand. */
const AT_ONCE = 5;

/** The most recent failures that are not resolved yet, with what to do. */
export function failuresView(context: PageContext, overview: OverviewAnswer): HTMLElement[] {
  const texts = context.texts.rotation;
  const accounts = overview.lastFailures;
  if (accounts.length === 0) return [element('p', { class: 'empty' }, texts.noFailures)];
  const items = accounts.flatMap((account) => failureView(context, account, overview) ?? []);
  const more = items.slice(AT_ONCE);
  return [
    list(items.slice(0, AT_ONCE)),
    ...(more.length === 0
      ? []
      : [
          element(
            'details',
            {},
            element('summary', {}, texts.moreFailures(numberWords(context, more.length))),
            list(more),
          ),
        ]),
  ];
}

// Safari ignores the list semantics of a list without markers. The role restores them.
const list = (items: readonly HTMLElement[]): HTMLElement =>
  element('ul', { class: 'failures', role: 'list' }, ...items);

function failureView(
  context: PageContext,
  account: AccountAnswer,
  overview: OverviewAnswer,
): HTMLElement | undefined {
  const { lastFailure: failure } = account;
  if (!failure) return undefined;
  const { rotation, accountFailures } = context.texts;
  const { status } = account;
  const { message, fix } = failureTextIn(accountFailures, { code: failure.code, status });
  const bad = status === 'parked' || status === 'unreadable';
  return element(
    'li',
    { class: 'failure', 'data-key': account.userId, 'data-state': bad ? 'failing' : 'waiting' },
    element('span', { class: 'state-icon' }, icon(bad ? 'failing' : 'waiting')),
    element(
      'div',
      { class: 'failure-body' },
      element(
        'p',
        { class: 'failure-head' },
        element('b', {}, ...addressParts(account.primaryEmail || account.userId)),
        ' ',
        element('span', { class: 'hint' }, triesWords(context, account.status, failure)),
        element('code', {}, failure.code),
      ),
      element('p', {}, message),
      element('p', {}, element('b', {}, rotation.whatToDo), ` ${fix}`),
      nextTry(context, account, overview),
      message === accountFailures.connection.message &&
        element('p', {}, connectionLink(context, 'connection', rotation.connectionFails.link)),
    ),
  );
}

/** When the service retries automatically, unless something prevents it. */
function nextTry(
  context: PageContext,
  { retryAt }: AccountAnswer,
  { at, paused }: OverviewAnswer,
): HTMLElement | undefined {
  if (paused || retryAt === undefined || Date.parse(retryAt) <= Date.parse(at)) return undefined;
  const when = shortMoment(context, new Date(retryAt));
  return element('p', { class: 'hint' }, context.texts.rotation.retryAt(when));
}

/** The number of attempts and the time. A skipped user has no attempts. */
function triesWords(
  context: PageContext,
  status: AccountAnswer['status'],
  { at, attempts }: NonNullable<AccountAnswer['lastFailure']>,
): string {
  const { failedAgain, failedParked, leftAlone, unreadable } = context.texts.rotation;
  if (status === 'unreadable') return unreadable; // no attempt was made
  const when = shortMoment(context, new Date(at));
  if (attempts === 0) return leftAlone(when);
  const say = status === 'parked' ? failedParked : failedAgain;
  return say(numberWords(context, attempts), when);
}
