import { type Query } from '@google-cloud/firestore';
import { PROOF_STANDINGS, type ProofStanding } from '../../domain/passwords/proof-dates';
import { type AccountStore, type ToProveFilter } from '../../ports/account-store';
import { type AskAccounts, BAD_TOKEN, page, upTo } from './firestore-account-queries';
import { momentPlace } from './page-token';

/** The accounts whose password is to be proved, and their number. Single-field indexes serve all of these. */
export function proofQueries(
  ask: AskAccounts,
): Pick<AccountStore, 'toProve' | 'countToProve' | 'countByProof'> {
  return {
    toProve: async (filter) => {
      const { pageToken: token, limit } = filter;
      const after = token === undefined ? undefined : momentPlace(token);
      if (token !== undefined && !after) return BAD_TOKEN;
      const field = fieldOf(filter);
      const found = await ask.find((all) =>
        upTo(limit, after, toProve(filter, all).orderBy(field)),
      );
      return page(found, limit, [field]);
    },

    countToProve: (filter) => ask.count((all) => toProve(filter, all)),

    countByProof: async () => {
      const counts = await Promise.all(
        PROOF_STANDINGS.map((standing) =>
          ask.count((all) => all.where('proofStanding', '==', standing)),
        ),
      );
      const entries = PROOF_STANDINGS.map((standing, index) => [standing, counts[index] ?? 0]);
      return Object.fromEntries(entries) as Record<ProofStanding, number>;
    },
  };
}

const fieldOf = ({ proved }: ToProveFilter): string => (proved ? 'provedAt' : 'unprovedAt');

const toProve = (filter: ToProveFilter, accounts: Query): Query =>
  accounts.where(fieldOf(filter), '<=', filter.before);
