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

/** The database, with every query that a store makes noted. */
function noting(database: SqliteDatabase, queries: string[]): SqliteDatabase {
  const read: SqliteDatabase['read'] = (query) =>
    database.read((prepare) =>
      query((sql) => {
        queries.push(sql);
        return prepare(sql);
      }),
    );
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- what is called here only reads
  return { read } as SqliteDatabase;
}

test.each([
  [
    'marks are counted',
    (database: SqliteDatabase) => sqliteRunStore(database).countMarks('r'),
    'SEARCH accounts USING COVERING INDEX accounts_by_mark (mark_run=?)',
  ],
  [
    'the latest failures are found',
    (database: SqliteDatabase) => sqliteAccountStore(database).recentFailures(10),
    'SEARCH accounts USING INDEX accounts_by_failure (failed_at>?)',
  ],
  [
    'those that are parked are listed',
    (database: SqliteDatabase) => sqliteAccountStore(database).list({ status: 'parked', limit: 9 }),
    'SEARCH accounts USING INDEX accounts_by_status (status=? AND (address,user_id)>(?,?))',
  ],
])('%s by an index, without going through the accounts', async (_, call, plan) => {
  const database = openDatabase();
  const queries: string[] = [];
  await call(noting(database, queries));
  expect(queries).toHaveLength(1);
  const steps = await database.read((prepare) => prepare(`EXPLAIN QUERY PLAN ${queries[0]}`).all());
  expect(steps.map(({ detail }) => detail)).toStrictEqual([plan]);
});
