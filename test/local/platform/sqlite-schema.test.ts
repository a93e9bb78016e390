import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { sqliteAccountStore } from '../../../local/platform/sqlite-account-store';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
import { sqliteRunStore } from '../../../local/platform/sqlite-run-store';
import { fullAccount } from '../../contracts/sample-documents';
import { newFolder } from './new-folder';

/** The accounts as version 2 of the schema had them; the other tables were not changed since. */
const VERSION_2 = `
  CREATE TABLE accounts (
    user_id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    status TEXT NOT NULL,
    next_rotation_at INTEGER,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX accounts_by_address ON accounts (address, user_id);
  CREATE INDEX accounts_by_status ON accounts (status, address, user_id);
  CREATE INDEX accounts_by_due ON accounts (next_rotation_at, user_id)
    WHERE next_rotation_at IS NOT NULL;
  CREATE INDEX accounts_by_mark
    ON accounts (document ->> '$.mark.runId', document ->> '$.mark.outcome')
    WHERE document ->> '$.mark.runId' IS NOT NULL;
  PRAGMA user_version = 2;
`;

test('a file of the version before is brought up to date: marks, failures and statuses are found', async () => {
  const path = join(newFolder(), 'state.sqlite');
  const before = new DatabaseSync(path);
  before.exec(VERSION_2);
  const put = before.prepare('INSERT INTO accounts VALUES (?, ?, ?, NULL, ?)');
  const account = { ...fullAccount, revision: 3 };
  put.run(
    account.userId,
    account.primaryEmail.toLowerCase(),
    account.status,
    JSON.stringify({ ...account, schemaVersion: 1 }),
  );
  before.close();

  const database = new SqliteDatabase(path);
  const accounts = sqliteAccountStore(database);
  expect(await accounts.read(account.userId)).toStrictEqual(account);
  expect(await accounts.recentFailures(10)).toStrictEqual([account]);
  expect(await accounts.list({ status: account.status, limit: 10 })).toStrictEqual({
    accounts: [account],
  });
  expect((await accounts.countByStatus())[account.status]).toBe(1);
  const { runId, outcome } = account.mark!;
  expect((await sqliteRunStore(database).countMarks(runId))[outcome]).toBe(1);
  database.close();
});
