import { join } from 'node:path';
import { sqliteAccountStore } from '../../../local/platform/sqlite-account-store';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
import { sqlitePaceStore } from '../../../local/platform/sqlite-pace-store';
import { sqliteRunStore } from '../../../local/platform/sqlite-run-store';
import { describePaceStore } from '../../contracts/pace-store.contract';
import { describeRunStore } from '../../contracts/run-store.contract';
import { newFolder } from './new-folder';

const opened: SqliteDatabase[] = [];
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
});
function openDatabase(): SqliteDatabase {
  const database = new SqliteDatabase(join(newFolder(), 'state.sqlite'));
  opened.push(database);
  return database;
}

describeRunStore('SQLite', () => {
  const database = openDatabase();
  return Promise.resolve({
    runs: sqliteRunStore(database),
    accounts: sqliteAccountStore(database),
  });
});
describePaceStore('SQLite', () => Promise.resolve(sqlitePaceStore(openDatabase())));

test.each([
  [
    'marks are counted',
    "SELECT mark_outcome, count(*) FROM accounts WHERE mark_run = 'r' GROUP BY mark_outcome",
    'SEARCH accounts USING COVERING INDEX accounts_by_mark (mark_run=?)',
  ],
  [
    'the latest failures are found',
    'SELECT document FROM accounts WHERE failed_at IS NOT NULL ORDER BY failed_at DESC LIMIT 10',
    'SEARCH accounts USING INDEX accounts_by_failure (failed_at>?)',
  ],
  [
    'those that are parked are listed',
    `SELECT document FROM accounts WHERE (address, user_id) > ('', '') AND status = 'parked'
     AND status <> 'active' ORDER BY address, user_id LIMIT 10`,
    'SEARCH accounts USING INDEX accounts_by_status (status=? AND (address,user_id)>(?,?))',
  ],
])('%s by an index, without going through the accounts', async (_, sql, plan) => {
  const steps = await openDatabase().read((prepare) => prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
  expect(steps.map(({ detail }) => detail)).toStrictEqual([plan]);
});
