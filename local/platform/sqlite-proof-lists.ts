import { PROOF_STANDINGS, type ProofStanding } from '../../functions/domain/passwords/proof-dates';
import { type AccountStore, type ToProveFilter } from '../../functions/ports/account-store';
import { type Condition, counted } from './sqlite-account-lists';
import { type SqliteDatabase } from './sqlite-database';
import { byMomentIn } from './sqlite-due-lists';

/** Lists and counts the accounts whose password is to be proved. */
export function sqliteProofLists(
  database: SqliteDatabase,
): Pick<AccountStore, 'toProve' | 'countToProve' | 'countByProof'> {
  const byMoment = byMomentIn(database);
  return {
    toProve: (filter) => byMoment(columnOf(filter), toProve(filter), filter),

    countToProve: (filter) =>
      database.read((prepare) => {
        const { sql, values } = toProve(filter);
        const query = `SELECT count(*) AS number FROM accounts WHERE ${sql}`;
        return counted(prepare(query).get(...values));
      }),

    countByProof: () =>
      database.read((prepare) => {
        const rows = prepare(
          `SELECT proof_standing AS standing, count(*) AS number FROM accounts
           WHERE proof_standing IS NOT NULL GROUP BY proof_standing`,
        ).all();
        const counts = new Map(rows.map((row) => [row['standing'], counted(row)]));
        return Object.fromEntries(
          PROOF_STANDINGS.map((standing) => [standing, counts.get(standing) ?? 0]),
        ) as Record<ProofStanding, number>;
      }),
  };
}

const columnOf = ({ proved }: ToProveFilter): string => (proved ? 'proved_at' : 'unproved_at');

const toProve = (filter: ToProveFilter): Condition => ({
  sql: `${columnOf(filter)} <= ?`,
  values: [filter.before],
});
