import { type SQLInputValue } from 'node:sqlite';
import { addressPlace, momentPlace, pageToken } from '../../functions/adapters/gcp/page-token';
import { readAccount } from '../../functions/adapters/stored-document';
import { type Account, ACCOUNT_STATUSES, type AccountStatus } from '../../functions/domain/account';
import { type AccountPage, type AccountStore } from '../../functions/ports/account-store';
import { type Prepare, type SqliteDatabase } from './sqlite-database';

const BAD_TOKEN: AccountPage = { accounts: [], badPageToken: true };

/** Sorts after every character that an address can have. */
const LAST_CHARACTER = '\u{10ffff}';

/** The address as `list` orders and searches it: the column `address`. */
export const addressOf = (account: Account): string => account.primaryEmail.toLowerCase();

/** Reads the column `document`. */
export const accountIn = (document: unknown): Account =>
  readAccount('accounts', JSON.parse(String(document)));

/** The lists and counts of `AccountStore`. A page goes on from a place, never by an offset. */
export function sqliteAccountLists(
  database: SqliteDatabase,
): Pick<AccountStore, 'list' | 'due' | 'countByStatus' | 'countDue' | 'recentFailures'> {
  return {
    list: async ({ status, query = '', pageToken: token, limit }) => {
      const after = token === undefined ? ['', ''] : addressPlace(token);
      if (!after) return BAD_TOKEN;
      const conditions: Condition[] = [
        { sql: '(address, user_id) > (?, ?)', values: [...after] },
        ...(query === '' ? [] : [beginningWith(query)]),
        ...(status === undefined ? [] : [withStatus(status)]),
      ];
      const found = await database.read((prepare) =>
        select(prepare, conditions, 'address, user_id', limit + 1),
      );
      return asPage(found, limit, addressOf);
    },

    due: async ({ before, pageToken: token, limit }) => {
      const after = token === undefined ? [-1, ''] : momentPlace(token);
      if (!after) return BAD_TOKEN;
      const conditions: Condition[] = [
        { sql: 'next_rotation_at <= ?', values: [before] },
        { sql: '(next_rotation_at, user_id) > (?, ?)', values: [...after] },
      ];
      const found = await database.read((prepare) =>
        select(prepare, conditions, 'next_rotation_at, user_id', limit + 1),
      );
      return asPage(found, limit, (account) => account.nextRotationAt ?? 0);
    },

    countByStatus: () => database.read(countByStatus),

    countDue: (before) =>
      database.read((prepare) => {
        const sql = 'SELECT count(*) AS number FROM accounts WHERE next_rotation_at <= ?';
        return Number(prepare(sql).get(before)?.['number']);
      }),

    recentFailures: (limit) =>
      database.read((prepare) => {
        const sql =
          'SELECT document FROM accounts WHERE failed_at IS NOT NULL ORDER BY failed_at DESC LIMIT ?';
        return prepare(sql)
          .all(limit)
          .map((row) => accountIn(row['document']));
      }),
  };
}

type Condition = { readonly sql: string; readonly values: readonly SQLInputValue[] };

/** The few that are not active have an index; the active ones are found beside them by address. */
const withStatus = (status: AccountStatus): Condition => ({
  sql: status === 'active' ? 'status = ?' : `status = ? AND ${NOT_ACTIVE}`,
  values: [status],
});

/** In these words: SQLite uses a partial index only where the query repeats its condition. */
const NOT_ACTIVE = "status <> 'active'";

const beginningWith = (query: string): Condition => {
  const begin = query.toLowerCase();
  return {
    sql: '((address >= ? AND address < ?) OR user_id = ?)',
    values: [begin, begin + LAST_CHARACTER, query],
  };
};

function select(
  prepare: Prepare,
  conditions: readonly Condition[],
  order: string,
  limit: number,
): Account[] {
  const where = conditions.map(({ sql }) => sql).join(' AND ');
  return prepare(`SELECT document FROM accounts WHERE ${where} ORDER BY ${order} LIMIT ?`)
    .all(...conditions.flatMap(({ values }) => values), limit)
    .map((row) => accountIn(row['document']));
}

function countByStatus(prepare: Prepare): Record<AccountStatus, number> {
  const rows = prepare(
    `SELECT status, count(*) AS number FROM accounts WHERE ${NOT_ACTIVE} GROUP BY status
     UNION ALL SELECT 'active', count(*) - (SELECT count(*) FROM accounts WHERE ${NOT_ACTIVE})
     FROM accounts`,
  ).all();
  const counts = new Map(rows.map((row) => [row['status'], Number(row['number'])]));
  return Object.fromEntries(
    ACCOUNT_STATUSES.map((status) => [status, counts.get(status) ?? 0]),
  ) as Record<AccountStatus, number>;
}

/** `found` has one account more than asked for when there is a further page. */
function asPage(
  found: readonly Account[],
  limit: number,
  place: (account: Account) => string | number,
): AccountPage {
  const accounts = found.slice(0, limit);
  const last = accounts.at(-1);
  if (found.length <= limit || !last) return { accounts };
  return { accounts, nextPageToken: pageToken([place(last), last.userId]) };
}
