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

test('marks are counted by their index, without going through the accounts', async () => {
  const plan = await openDatabase().read((prepare) =>
    prepare(
      `EXPLAIN QUERY PLAN
       SELECT document ->> '$.mark.outcome' AS outcome, count(*) AS number FROM accounts
       WHERE document ->> '$.mark.runId' = 'r' GROUP BY document ->> '$.mark.outcome'`,
    ).all(),
  );
  expect(plan.map(({ detail }) => detail)).toStrictEqual([
    'SEARCH accounts USING INDEX accounts_by_mark (<expr>=?)',
  ]);
});
