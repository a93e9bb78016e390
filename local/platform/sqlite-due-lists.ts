import { momentPlace, textPlace } from '../../functions/adapters/gcp/page-token';
import {
  type AccountPage,
  type AccountStore,
  type DueFilter,
} from '../../functions/ports/account-store';
import { accountsIn, FOUND } from './sqlite-account-rows';
import { BAD_TOKEN, type Condition, counted, pageOf } from './sqlite-account-lists';
import { type SqliteDatabase } from './sqlite-database';

/** The port's upper limit for accounts found between two addresses. */
const MOST_BETWEEN = 1_000;

/** Sorts before every moment. */
const FIRST = [-1, ''] as const;

/** A page by a column of moments, then by id. `last`: the condition that selects the accounts. */
export const byMomentIn =
  (database: SqliteDatabase) =>
  (
    column: string,
    last: Condition,
    { pageToken: token, limit }: { pageToken?: string; limit: number },
  ): Promise<AccountPage> => {
    const after = token === undefined ? FIRST : momentPlace(token);
    if (!after) return Promise.resolve(BAD_TOKEN);
    const conditions = [last, { sql: `(${column}, user_id) > (?, ?)`, values: [...after] }];
    return database.read((prepare) => pageOf(prepare, conditions, [column, 'user_id'], limit));
  };

/** Lists and counts the accounts that a run takes. */
export function sqliteDueLists(
  database: SqliteDatabase,
): Pick<
  AccountStore,
  'due' | 'dueBetween' | 'madeBefore' | 'writtenAhead' | 'countDue' | 'drifted' | 'countDrifted'
> {
  const byMoment = byMomentIn(database);
  return {
    due: (filter) => byMoment(columnOf(filter), dueBy(filter), filter),

    dueBetween: ({ from, to, ...filter }) =>
      database.read((prepare) => {
        const { sql, values } = dueBy(filter);
        const between = `+${sql} AND address BETWEEN ? AND ?`; // the + keeps SQLite off the index of due accounts
        const query = `SELECT ${FOUND} FROM accounts WHERE ${between} ORDER BY address, user_id LIMIT ${MOST_BETWEEN}`;
        return accountsIn(prepare(query).all(...values, from, to));
      }),

    madeBefore: ({ before, orgUnitPath: unit, ...filter }) => {
      const made = { sql: 'password_created_at < ?', values: [before] };
      if (unit === undefined || unit === '/') return byMoment('password_created_at', made, filter);
      const after = filter.pageToken === undefined ? [unit, ''] : textPlace(filter.pageToken);
      if (!after) return Promise.resolve(BAD_TOKEN);
      const conditions = [
        inUnit(unit),
        made,
        { sql: '(org_unit, user_id) > (?, ?)', values: [...after] },
      ];
      return database.read((prepare) =>
        pageOf(prepare, conditions, ['org_unit', 'user_id'], filter.limit),
      );
    },

    writtenAhead: ({ limit, ...filter }) =>
      database.read((prepare) => {
        const ahead = WRITTEN_COLUMNS.map((name) => `SELECT rowid FROM accounts WHERE ${name} > ?`);
        // With OR, SQLite would go through all accounts.
        const query = `SELECT ${FOUND} FROM accounts WHERE rowid IN (${ahead.join(' UNION ALL ')}) LIMIT ?`;
        const { madeAfter, unfinishedAfter, provedAfter, unprovedAfter, freedAfter } = filter;
        const after = [madeAfter, unfinishedAfter, provedAfter, unprovedAfter, freedAfter];
        return accountsIn(prepare(query).all(...after, limit));
      }),

    drifted: (filter) => byMoment('drifted_at', DRIFTED, filter),

    countDrifted: () =>
      database.read((prepare) =>
        counted(prepare(`SELECT count(*) AS number FROM accounts WHERE ${DRIFTED.sql}`).get()),
      ),

    countDue: (filter) =>
      database.read((prepare) => {
        const { sql, values } = dueBy(filter);
        return counted(
          prepare(`SELECT count(*) AS number FROM accounts WHERE ${sql}`).get(...values),
        );
      }),
  };
}

const WRITTEN_COLUMNS = [
  'password_created_at',
  'unfinished_at',
  'proved_at',
  'unproved_at',
  'freed_at',
];

const DRIFTED: Condition = { sql: 'drifted_at IS NOT NULL', values: [] };

const columnOf = ({ turns }: DueFilter): string => (turns ? 'due_at' : 'unfinished_at');

const dueBy = (filter: DueFilter): Condition => ({
  sql: `${columnOf(filter)} <= ?`,
  values: [filter.before],
});

/** The unit itself and the units below it, by text order: `0` follows `/`. */
const inUnit = (unit: string): Condition => ({
  sql: 'org_unit < ? AND (org_unit = ? OR org_unit > ?)',
  values: [`${unit}0`, unit, `${unit}/`],
});
