import { type AccountStore } from '../../ports/account-store';
import { type AskAccounts, BAD_TOKEN, page, upTo } from './firestore-account-queries';
import { momentPlace } from './page-token';

/** The accounts that a tick finds by a date, and the devices behind. Single-field indexes serve all of these. */
export const datedQueries = (
  ask: AskAccounts,
): Pick<AccountStore, 'dated' | 'countDated' | 'countBehind'> => ({
  dated: async ({ date, before, pageToken: token, limit }) => {
    const after = token === undefined ? undefined : momentPlace(token);
    if (token !== undefined && !after) return BAD_TOKEN;
    const found = await ask.find((all) =>
      upTo(limit, after, all.where(date, '<=', before).orderBy(date)),
    );
    return page(found, limit, [date]);
  },

  countDated: (date) => ask.count((all) => all.where(date, '>=', 0)),

  countBehind: () => ask.sum((all) => all.where('devicesBehind', '>', 0), 'devicesBehind'),
});
