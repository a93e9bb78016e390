import { type OverviewAnswer } from '../../api/overview';
import { ACCOUNT_STATUSES } from '../../domain/account';
import { PROOF_STANDINGS } from '../../domain/passwords/proof-dates';
import { type AccountFilter } from '../account-search';
import { element } from './element';
import { ldapNote } from './ldap-note';
import { timeOfDayExact, type PageContext } from './page-context';
import { numberWords } from './format';

/** The number of accounts per status. */
export function accountsView(context: PageContext, { accounts }: OverviewAnswer): HTMLElement {
  const { statuses } = context.texts.rotation;
  return rows(
    ACCOUNT_STATUSES.map((status) => ({
      ...statuses[status],
      value: numberWords(context, accounts[status]),
    })),
  );
}

/** How many passwords binds have shown to work. Nothing where Secure LDAP is not connected. */
export function proofsView(context: PageContext, overview: OverviewAnswer): HTMLElement[] {
  if (overview.secureLdap === undefined) return [];
  const { proofs } = context.texts.rotation;
  return [
    ...ldapNote(context, overview),
    rows(
      PROOF_STANDINGS.map((standing) => ({
        ...proofs[standing],
        value: numberWords(context, overview.proofs[standing]),
        ...(overview.proofs[standing] > 0 ? { href: usersPage(context, `proof=${standing}`) } : {}),
      })),
    ),
  ];
}

/** The number of users due, and the rate limit for calls to Google. */
export function dueView(context: PageContext, overview: OverviewAnswer): HTMLElement {
  const { due, pace } = context.texts.rotation;
  const { drift, devices } = context.texts;
  const { behind, waiting } = overview.devices;
  return rows([
    { name: due.now, value: numberWords(context, overview.dueNow) },
    {
      name: due.nextDay,
      value: numberWords(context, overview.dueNext24Hours),
      hint: due.nextDayHint,
    },
    { name: due.overdue, value: numberWords(context, overview.overdue) },
    {
      name: due.retrying,
      value: numberWords(context, overview.retrying),
      ...(overview.retrying === 0
        ? {}
        : { hint: overview.paused ? due.retryingPaused : due.retryingHint }),
    },
    ...(overview.drifted === 0
      ? []
      : [
          {
            name: drift.count,
            value: numberWords(context, overview.drifted),
            href: usersPage(context, 'drifted=true'),
            hint: drift.countHint,
          },
        ]),
    ...(behind === 0
      ? []
      : [{ name: devices.behind, value: numberWords(context, behind), hint: devices.behindHint }]),
    ...(waiting === 0
      ? []
      : [
          {
            name: devices.waiting,
            value: numberWords(context, waiting),
            hint: devices.waitingHint,
          },
        ]),
    {
      name: pace,
      value: numberWords(context, overview.pace.perSecond, 1),
      hint: paceHint(context, overview),
    },
  ]);
}

function paceHint(context: PageContext, { pace }: OverviewAnswer): string {
  const texts = context.texts.rotation;
  if (pace.pausedUntil !== undefined) {
    return texts.pacePaused(timeOfDayExact(context, new Date(pace.pausedUntil)));
  }
  return pace.perSecond < pace.ceilingPerSecond
    ? texts.paceSlowed(numberWords(context, pace.ceilingPerSecond, 1))
    : texts.paceFull;
}

/** The page Users with only these users. */
const usersPage = ({ language }: PageContext, filter: AccountFilter): string =>
  `/accounts?lang=${language}&${filter}`;

/** `href`: where these users are listed. */
type Row = {
  readonly name: string;
  readonly value: string;
  readonly hint?: string;
  readonly href?: string;
};

const rows = (all: readonly Row[]): HTMLElement =>
  element(
    'dl',
    { class: 'counts' },
    ...all.map(({ name, value, hint, href }) =>
      element(
        'div',
        {},
        element('dt', {}, href === undefined ? name : element('a', { href }, name)),
        element('dd', { class: 'number' }, value),
        hint !== undefined && element('dd', { class: 'hint' }, hint),
      ),
    ),
  );
