import { type SQLInputValue } from 'node:sqlite';
import { pageToken, textPlace } from '../../functions/adapters/gcp/page-token';
import { ACCOUNT_STATUSES, type AccountStatus, userId } from '../../functions/domain/account';
import { type AccountPage, type AccountStore } from '../../functions/ports/account-store';
import { accountsIn, FOUND, type Row } from './sqlite-account-rows';
import { type Prepare, type SqliteDatabase } from './sqlite-database';

export const BAD_TOKEN: AccountPage = { accounts: [], unreadable: [], badPageToken: true };

/** Sorts after every character that is valid in an address. */
const LAST_CHARACTER = '\u{10ffff}';

/**
 * The help desk's lists and counts of `AccountStore`. A page continues from a position, never from an offset.
 */
export function sqliteAccountLists(
  database: SqliteDatabase,
): Pick<
  AccountStore,
  | 'list'
  | 'named'
  | 'countByStatus'
  | 'countMade'
  | 'countRetrying'
  | 'recentFailures'
  | 'goneUsers'
> {
  return {
    named: (addresses) =>
      database.read((prepare) => {
        const sql = `SELECT ${FOUND} FROM accounts WHERE address IN (SELECT value FROM json_each(?))`;
        return accountsIn(prepare(sql).all(JSON.stringify(addresses)));
      }),

    list: async ({ status, proof, drifted, query = '', pageToken: token, limit }) => {
      const after = token === undefined ? ['', ''] : textPlace(token);
      if (!after) return BAD_TOKEN;
      const conditions: Condition[] = [
        { sql: '(address, user_id) > (?, ?)', values: [...after] },
        ...(query === '' ? [] : [beginningWith(query)]),
        ...(status === undefined ? [] : [withStatus(status)]),
        ...(proof === undefined ? [] : [{ sql: 'proof_standing = ?', values: [proof] }]),
        ...(drifted ? [{ sql: 'drifted_at IS NOT NULL', values: [] }] : []),
      ];
      return database.read((prepare) => pageOf(prepare, conditions, ['address', 'user_id'], limit));
    },

    countByStatus: () => database.read(countByStatus),

    countMade: ({ after = -1, upTo = Number.MAX_SAFE_INTEGER }) =>
      database.read((prepare) => {
        const sql =
          'SELECT count(*) AS number FROM accounts WHERE password_created_at > ? AND password_created_at <= ?';
        return counted(prepare(sql).get(after, upTo));
      }),

    countRetrying: () =>
      database.read((prepare) =>
        counted(
          prepare('SELECT count(*) AS number FROM accounts WHERE retry_at IS NOT NULL').get(),
        ),
      ),

    recentFailures: (limit) =>
      database.read((prepare) => {
        const sql = `SELECT ${FOUND} FROM accounts WHERE failed_at IS NOT NULL ORDER BY failed_at DESC LIMIT ?`;
        return accountsIn(prepare(sql).all(limit));
      }),

    goneUsers: () =>
      database.read((prepare) => {
        const sql = 'SELECT user_id FROM accounts WHERE gone_since IS NOT NULL';
        return prepare(sql)
          .all()
          .map((row) => userId(String(row['user_id'])));
      }),
  };
}

export type Condition = { readonly sql: string; readonly values: readonly SQLInputValue[] };

/** Accounts that are not active are few and have an index. Active ones are found by address. */
const withStatus = (status: AccountStatus): Condition => ({
  sql: status === 'active' ? 'status = ?' : `status = ? AND ${NOT_ACTIVE}`,
  values: [status],
});

/** The exact text matters: SQLite uses a partial index only if the query repeats its condition. */
const NOT_ACTIVE = "status <> 'active'";

const beginningWith = (query: string): Condition => {
  const begin = query.toLowerCase();
  return {
    sql: '((address >= ? AND address < ?) OR user_id = ?)',
    values: [begin, begin + LAST_CHARACTER, query],
  };
};

/** A page in this order. The columns of the order give the position of the next page. */
export function pageOf(
  prepare: Prepare,
  conditions: readonly Condition[],
  order: readonly [column: string, id: 'user_id'],
  limit: number,
): AccountPage {
  const where = conditions.map(({ sql }) => sql).join(' AND ');
  const [column] = order;
  const found = prepare(
    `SELECT ${FOUND}, ${column} AS place FROM accounts WHERE ${where} ORDER BY ${order.join(', ')} LIMIT ?`,
  ).all(...conditions.flatMap(({ values }) => values), limit + 1); // one extra row shows whether there is another page
  const page = accountsIn(found.slice(0, limit));
  const last = found[limit - 1];
  if (found.length <= limit || !last) return page;
  return { ...page, nextPageToken: pageToken([last['place'], last['user_id']]) };
}

function countByStatus(prepare: Prepare): Record<AccountStatus, number> {
  const rows = prepare(
    `SELECT status, count(*) AS number FROM accounts WHERE ${NOT_ACTIVE} GROUP BY status
     UNION ALL SELECT 'active', count(*) - (SELECT count(*) FROM accounts WHERE ${NOT_ACTIVE})
     FROM accounts`,
  ).all();
  const counts = new Map(rows.map((row) => [row['status'], counted(row)]));
  return Object.fromEntries(
    ACCOUNT_STATUSES.map((status) => [status, counts.get(status) ?? 0]),
  ) as Record<AccountStatus, number>;
}

export const counted = (row: Row | undefined): number => Number(row?.['number']);
