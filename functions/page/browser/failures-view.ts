import { failureTextIn } from '../../domain/account-failures';
import { type FailedAccountJson } from '../overview-json';
import { addressParts } from './address-parts';
import { element, icon } from './element';
import { type PageContext } from './page-context';
import { numberWords, shortMoment } from './quantities';
import { connectionLink } from './run-view';

/** So many stand open; the rest opens on demand. */
const AT_ONCE = 5;

/** What failed last and was not made good since, with what to do. */
export function failuresView(
  context: PageContext,
  accounts: readonly FailedAccountJson[],
): HTMLElement[] {
  const texts = context.texts.rotation;
  if (accounts.length === 0) return [element('p', { class: 'empty' }, texts.noFailures)];
  const items = accounts.flatMap((account) => failureView(context, account) ?? []);
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

// Safari takes a list without its marks for none; the role says that it is one.
const list = (items: readonly HTMLElement[]): HTMLElement =>
  element('ul', { class: 'failures', role: 'list' }, ...items);

function failureView(context: PageContext, account: FailedAccountJson): HTMLElement | undefined {
  const { lastFailure: failure } = account;
  if (!failure) return undefined;
  const { rotation, accountFailures } = context.texts;
  const { status } = account;
  const { message, fix } = failureTextIn(accountFailures, { code: failure.code, status });
  const parked = status === 'parked';
  return element(
    'li',
    { class: 'failure', 'data-key': account.userId, 'data-state': parked ? 'failing' : 'waiting' },
    element('span', { class: 'state-icon' }, icon(parked ? 'failing' : 'waiting')),
    element(
      'div',
      { class: 'failure-body' },
      element(
        'p',
        { class: 'failure-head' },
        element('b', {}, ...addressParts(account.primaryEmail)),
        ' ',
        element('span', { class: 'hint' }, triesWords(context, account.status, failure)),
        element('code', {}, failure.code),
      ),
      element('p', {}, message),
      element('p', {}, element('b', {}, rotation.whatToDo), ` ${fix}`),
      message === accountFailures.connection.message &&
        element('p', {}, connectionLink(context, 'connection', rotation.connectionFails.link)),
    ),
  );
}

/** After how many tries, and when; whoever was left alone was not tried at all. */
function triesWords(
  context: PageContext,
  status: FailedAccountJson['status'],
  { at, attempts }: NonNullable<FailedAccountJson['lastFailure']>,
): string {
  const { failedAgain, failedParked, leftAlone } = context.texts.rotation;
  const when = shortMoment(context, new Date(at));
  if (attempts === 0) return leftAlone(when);
  const say = status === 'parked' ? failedParked : failedAgain;
  return say(numberWords(context, attempts), when);
}
