import { type DocumentSnapshot, type Query } from '@google-cloud/firestore';
import { type EpochMs } from '../../domain/time';
import { inScope } from '../../domain/user';
import { type AccountPage, type AccountStore, type DueFilter } from '../../ports/account-store';
import { type AskAccounts, BAD_TOKEN, foundIn, page, upTo } from './firestore-account-queries';
import { momentPlace, unitPlace } from './page-token';

/** The port's upper limit for accounts between two addresses. */
const MOST_BETWEEN = 1_000;

/**
 * The character after `/` in every text order. Paths below a unit sort before the unit path with this
 * character appended.
 */
const AFTER_SLASH = '0';

type Filter<Name extends 'due' | 'madeBefore' | 'drifted'> = Parameters<AccountStore[Name]>[0];

/** The accounts that a run processes, and their number. The indexes are in `firestore-indexes.ts`. */
export function dueQueries(
  ask: AskAccounts,
): Pick<
  AccountStore,
  'due' | 'dueBetween' | 'madeBefore' | 'writtenAhead' | 'countDue' | 'drifted' | 'countDrifted'
> {
  return {
    due: (filter) => due(ask, filter),

    dueBetween: async ({ from, to, ...filter }) =>
      foundIn(
        await ask.find((all) =>
          dueBy(filter, all.where('addressSearch', '>=', from).where('addressSearch', '<=', to))
            .orderBy('addressSearch')
            .orderBy(fieldOf(filter))
            .limit(MOST_BETWEEN),
        ),
      ),

    madeBefore: ({ orgUnitPath: unit, ...filter }) =>
      unit === undefined || unit === '/' ? oldest(ask, filter) : oldIn(ask, unit, filter),

    writtenAhead: async ({ limit, ...after }) => {
      const ahead = (field: string, moment: EpochMs) =>
        ask.find((all) => all.where(field, '>', moment).limit(limit));
      const each = await Promise.all([
        ahead('passwordCreatedAt', after.madeAfter),
        ahead('unfinishedAt', after.unfinishedAfter),
        ahead('provedAt', after.provedAfter),
        ahead('unprovedAt', after.unprovedAfter),
        ahead('freedAt', after.freedAfter),
      ]);
      const found = new Map(each.flat().map((snapshot) => [snapshot.id, snapshot]));
      return foundIn([...found.values()].slice(0, limit));
    },

    countDue: (filter) => ask.count((all) => dueBy(filter, all)),

    drifted: (filter) => drifted(ask, filter),

    countDrifted: () => ask.count((all) => all.where('drift.at', '>=', 0)),
  };
}

const fieldOf = ({ turns }: DueFilter): string => (turns ? 'dueAt' : 'unfinishedAt');

const dueBy = (filter: DueFilter, accounts: Query): Query =>
  accounts.where(fieldOf(filter), '<=', filter.before);

async function due(ask: AskAccounts, filter: Filter<'due'>): Promise<AccountPage> {
  const { pageToken: token, limit } = filter;
  const after = token === undefined ? undefined : momentPlace(token);
  if (token !== undefined && !after) return BAD_TOKEN;
  const field = fieldOf(filter);
  const found = await ask.find((all) => upTo(limit, after, dueBy(filter, all).orderBy(field)));
  return page(found, limit, [field]);
}

async function drifted(ask: AskAccounts, filter: Filter<'drifted'>): Promise<AccountPage> {
  const { pageToken: token, limit } = filter;
  const after = token === undefined ? undefined : momentPlace(token);
  if (token !== undefined && !after) return BAD_TOKEN;
  const found = await ask.find((all) => upTo(limit, after, all.orderBy('drift.at')));
  return page(found, limit, ['drift.at']);
}

async function oldest(ask: AskAccounts, filter: Filter<'madeBefore'>): Promise<AccountPage> {
  const { before, pageToken: token, limit } = filter;
  const after = token === undefined ? undefined : momentPlace(token);
  if (token !== undefined && !after) return BAD_TOKEN;
  const found = await ask.find((all) =>
    upTo(limit, after, madeBefore(before, all).orderBy('passwordCreatedAt')),
  );
  return page(found, limit, ['passwordCreatedAt']);
}

/**
 * Other units sort between a unit and its descendants, such as `/Staff-old` for `/Staff`. They are filtered
 * out here.
 */
async function oldIn(
  ask: AskAccounts,
  unit: string,
  { before, pageToken: token, limit }: Filter<'madeBefore'>,
): Promise<AccountPage> {
  const after = token === undefined ? undefined : unitPlace(token);
  if (token !== undefined && !after) return BAD_TOKEN;
  const found = await ask.find((all) => {
    const near = all.where('orgUnitPath', '>=', unit).where('orgUnitPath', '<', unit + AFTER_SLASH);
    const ordered = madeBefore(before, near).orderBy('orgUnitPath').orderBy('passwordCreatedAt');
    return upTo(limit, after, ordered);
  });
  const within = (snapshot: DocumentSnapshot): boolean =>
    inScope(String(snapshot.get('orgUnitPath')), [unit]);
  return page(found, limit, ['orgUnitPath', 'passwordCreatedAt'], within);
}

const madeBefore = (before: EpochMs, accounts: Query): Query =>
  accounts.where('passwordCreatedAt', '<', before);
