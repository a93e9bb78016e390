import { type Account, type UserId } from '../../functions/domain/account';
import { type AccountStore } from '../../functions/ports/account-store';
import { KnownAccounts } from './known-accounts';
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
import { putEvents } from './sqlite-events';
import { sqliteWorkspaceLists } from './sqlite-workspace-lists';

/** Accounts in SQLite, one row each. */
export function sqliteAccountStore(database: SqliteDatabase): AccountStore {
  const known = new KnownAccounts();
  /** An account is read once more after its lease is taken, so it stays in the cache. */
  const noteWritten = (id: UserId, text: string, account: Account): void => {
    if (account.lease) known.note(id, text, account);
    else known.forget(id);
  };
  return {
    read: (id) =>
      database.read((prepare) => {
        const row = prepare('SELECT document FROM accounts WHERE user_id = ?').get(id);
        return row && accountIn(row);
      }),

    readMany: (ids) =>
      database.read((prepare) => {
        const sql = `SELECT ${FOUND} FROM accounts WHERE user_id IN (SELECT value FROM json_each(?))`;
        const rows = prepare(sql).all(JSON.stringify(ids));
        const found = accountsIn(rows);
        const texts = new Map(rows.map((row) => [row['user_id'], row['document']]));
        for (const account of found.accounts) {
          known.note(account.userId, texts.get(account.userId), account);
        }
        return found;
      }),

    transact: (id, step, options) =>
      database.write((prepare) => {
        const row = stored(prepare, id);
        const account = row && (known.in(id, row['document']) ?? accountIn(row));
        const { write, events, result } = step(account);
        if (write === null) prepare('DELETE FROM accounts WHERE user_id = ?').run(id);
        else if (write !== undefined) {
          const written = { ...write, revision: (account?.revision ?? 0) + 1 };
          noteWritten(id, putAccount(prepare, id, written, row), written);
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
    ...sqliteWorkspaceLists(database),
  };
}

const stored = (prepare: Prepare, id: UserId): Row | undefined =>
  prepare('SELECT * FROM accounts WHERE user_id = ?').get(id);
