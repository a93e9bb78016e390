import { type UserId } from '../../functions/domain/account';
import { type AccountStore } from '../../functions/ports/account-store';
import { sqliteAccountLists } from './sqlite-account-lists';
import {
  accountIn,
  accountsIn,
  FOUND,
  isReadable,
  putAccount,
  type Row,
} from './sqlite-account-rows';
import { type Prepare, type SqliteDatabase } from './sqlite-database';
import { sqliteDueLists } from './sqlite-due-lists';
import { putEvents } from './sqlite-outbox';

/** Accounts in SQLite, a row each. */
export function sqliteAccountStore(database: SqliteDatabase): AccountStore {
  return {
    read: (id) =>
      database.read((prepare) => {
        const row = prepare('SELECT document FROM accounts WHERE user_id = ?').get(id);
        return row && accountIn(row);
      }),

    readMany: (ids) =>
      database.read((prepare) => {
        const sql = `SELECT ${FOUND} FROM accounts WHERE user_id IN (SELECT value FROM json_each(?))`;
        return accountsIn(prepare(sql).all(JSON.stringify(ids)));
      }),

    transact: (id, step, options) =>
      database.write((prepare) => {
        const row = stored(prepare, id);
        const account = row && accountIn(row);
        const { write, events, result } = step(account);
        if (write === null) prepare('DELETE FROM accounts WHERE user_id = ?').run(id);
        else if (write !== undefined) {
          putAccount(prepare, id, { ...write, revision: (account?.revision ?? 0) + 1 }, row);
        }
        putEvents(prepare, events);
        return result;
      }, options),

    putOff: (id, until) =>
      database.write((prepare) => {
        const row = stored(prepare, id);
        if (!row || isReadable(row)) return;
        const sql = 'UPDATE accounts SET due_at = ?, unfinished_at = ? WHERE user_id = ?';
        prepare(sql).run(until, until, id);
      }),

    ...sqliteAccountLists(database),
    ...sqliteDueLists(database),
  };
}

const stored = (prepare: Prepare, id: UserId): Row | undefined =>
  prepare('SELECT * FROM accounts WHERE user_id = ?').get(id);
