import { SCHEMA_VERSION } from '../../functions/adapters/stored-document';
import { type Account, type UserId } from '../../functions/domain/account';
import { type AccountStore } from '../../functions/ports/account-store';
import { accountIn, addressOf, sqliteAccountLists } from './sqlite-account-lists';
import { type Prepare, type SqliteDatabase } from './sqlite-database';
import { putEvents } from './sqlite-outbox';

/** Accounts in SQLite, a row each. */
export function sqliteAccountStore(database: SqliteDatabase): AccountStore {
  return {
    read: (id) => database.read((prepare) => stored(prepare, id)),

    transact: (id, step, options) =>
      database.write((prepare) => {
        const account = stored(prepare, id);
        const { write, events, result } = step(account);
        if (write === null) prepare('DELETE FROM accounts WHERE user_id = ?').run(id);
        else if (write !== undefined) {
          put(prepare, id, { ...write, revision: (account?.revision ?? 0) + 1 });
        }
        putEvents(prepare, events);
        return result;
      }, options),

    ...sqliteAccountLists(database),
  };
}

function stored(prepare: Prepare, id: UserId): Account | undefined {
  const row = prepare('SELECT document FROM accounts WHERE user_id = ?').get(id);
  return row && accountIn(row['document']);
}

/** Not `INSERT OR REPLACE`, which writes every index anew: a commit took 1.3 times as long, and 4 at its worst. */
function put(prepare: Prepare, id: UserId, account: Account): void {
  prepare(
    `INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET
       address = excluded.address, status = excluded.status,
       next_rotation_at = excluded.next_rotation_at, document = excluded.document,
       mark_run = excluded.mark_run, mark_outcome = excluded.mark_outcome,
       failed_at = excluded.failed_at`,
  ).run(
    id,
    addressOf(account),
    account.status,
    account.nextRotationAt ?? null,
    JSON.stringify({ ...account, schemaVersion: SCHEMA_VERSION }),
    account.mark?.runId ?? null,
    account.mark?.outcome ?? null,
    account.lastFailure?.at ?? null,
  );
}
