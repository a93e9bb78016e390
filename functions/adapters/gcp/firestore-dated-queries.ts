import { type AccountStore } from '../../ports/account-store';
import { type AskAccounts, BAD_TOKEN, page, upTo } from './firestore-account-queries';
import { momentPlace } from './page-token';

/** The accounts that a tick finds by a date, and the devices behind. Single-field indexes serve all of these. */
export const datedQueries = (
  ask: AskAccounts,
): Pick<AccountStore, 'dated' | 'countDated' | 'countBehind'> => ({
  dated: async ({ date, before, after = 0, pageToken: token, limit }) => {
    const place = token === undefined ? undefined : momentPlace(token);
    if (token !== undefined && !place) return BAD_TOKEN;
    const found = await ask.find((all) =>
      upTo(limit, place, all.where(date, '<=', before).where(date, '>', after).orderBy(date)),
    );
    return page(found, limit, [date]);
  },

  countDated: (date) => ask.count((all) => all.where(date, '>=', 0)),

  countBehind: () => ask.sum((all) => all.where('devicesBehind', '>', 0), 'devicesBehind'),
});
