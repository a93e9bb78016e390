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
  wholeRow,
} from './sqlite-account-rows';
import { type SqliteDatabase } from './sqlite-database';
import { sqliteDatedLists } from './sqlite-dated-lists';
import { sqliteDueLists } from './sqlite-due-lists';
import { sqliteProofLists } from './sqlite-proof-lists';
import { putEvents } from './sqlite-events';
import { Traces } from './sqlite-traces';
import { sqliteWorkspaceLists } from './sqlite-workspace-lists';

/** Accounts in SQLite, one row each. */
export function sqliteAccountStore(database: SqliteDatabase): AccountStore {
  const known = new KnownAccounts();
  const traces = new Traces(database);
  /** An account is read once more after its lease is taken, so it stays in the cache. */
  const noteWritten = (id: UserId, text: string, account: Account): void => {
    if (account.lease) known.note(id, text, account);
    else known.forget(id);
  };
  return {
    read: (id) =>
      database.read((prepare) => {
        const row = prepare('SELECT document FROM accounts WHERE user_id = ?').get(id);
        return row && accountIn(row['document']);
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
        const row = wholeRow(prepare, id);
        const account = row && (known.in(id, row[0]) ?? accountIn(row[0]));
        const { write, events, result } = step(account);
        if (write !== undefined) traces.note(prepare, account, write);
        if (write === null) prepare('DELETE FROM accounts WHERE user_id = ?').run(id);
        else if (write !== undefined) {
          const written = { ...write, revision: (account?.revision ?? 0) + 1 };
          noteWritten(id, putAccount(prepare, id, written, row), written);
        }
        putEvents(prepare, events);
        return result;
      }, options),

    putOff: (id, until, what = 'due') =>
      database.write((prepare) => {
        const row = wholeRow(prepare, id);
        if (!row || isReadable(row[0])) return;
        prepare(`UPDATE accounts SET ${PUT_OFF[what]} WHERE user_id = ?2`).run(until, id);
      }),

    eraseTraces: async (of) => {
      await traces.erase(of);
    },

    ...sqliteAccountLists(database),
    ...sqliteDueLists(database),
    ...sqliteProofLists(database),
    ...sqliteDatedLists(database),
    ...sqliteWorkspaceLists(database),
  };
}

/** The columns that find an unreadable record, as they are once it is put off. */
const PUT_OFF = {
  due: 'due_at = ?1, unfinished_at = ?1',
  proof: 'unproved_at = ?1, proved_at = NULL',
};
