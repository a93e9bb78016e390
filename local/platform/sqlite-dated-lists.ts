import { type AccountDate } from '../../functions/domain/passwords/account-dates';
import { type AccountStore } from '../../functions/ports/account-store';
import { counted } from './sqlite-account-lists';
import { type SqliteDatabase } from './sqlite-database';
import { byMomentIn } from './sqlite-due-lists';

/** Each has an index, except for the last: it is found by `due_at`, which is never later. */
const COLUMNS: Readonly<Record<AccountDate, string>> = {
  rotationAskedAt: 'asked_at',
  heldTurn: 'held_turn',
  keptSince: 'kept_since',
  unannouncedTurn: 'unannounced_turn',
};

/** The accounts that a tick finds by a date, and the devices behind. */
export function sqliteDatedLists(
  database: SqliteDatabase,
): Pick<AccountStore, 'dated' | 'countDated' | 'countBehind'> {
  const byMoment = byMomentIn(database);
  const number = (sql: string): Promise<number> =>
    database.read((prepare) => counted(prepare(sql).get()));
  return {
    dated: ({ date, before, after = 0, ...paging }) => {
      const column = COLUMNS[date];
      const sql = `${column} <= ? AND ${column} > ?`;
      if (date !== 'unannouncedTurn')
        return byMoment(column, { sql, values: [before, after] }, paging);
      const due = { sql: `due_at <= ? AND ${sql}`, values: [before, before, after] };
      return byMoment(column, due, paging);
    },

    countDated: (date) =>
      number(`SELECT count(*) AS number FROM accounts WHERE ${COLUMNS[date]} IS NOT NULL`),

    countBehind: () =>
      number(
        `SELECT coalesce(sum(devices_behind), 0) AS number FROM accounts
         WHERE devices_behind IS NOT NULL`,
      ),
  };
}
