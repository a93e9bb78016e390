import { join } from 'node:path';
import { systemClock } from '../../../functions/adapters/system-clock';
import { epochMs } from '../../../functions/domain/time';
import { type AccountStore } from '../../../functions/ports/account-store';
import { sqliteAccountStore } from '../../../local/platform/sqlite-account-store';
import { sqliteBindPaceStore } from '../../../local/platform/sqlite-bind-pace-store';
import { sqliteDailyCountsStore } from '../../../local/platform/sqlite-daily-counts-store';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
import { sqliteLaneStore } from '../../../local/platform/sqlite-lane-store';
import { sqlitePaceStore } from '../../../local/platform/sqlite-pace-store';
import { sqliteRunStore } from '../../../local/platform/sqlite-run-store';
import { sqliteSettledActivityStore } from '../../../local/platform/sqlite-settled-activity-store';
import { describeBindPaceStore } from '../../contracts/bind-pace-store.contract';
import { describeDailyCountsStore } from '../../contracts/daily-counts-store.contract';
import { describeLaneStore } from '../../contracts/lane-store.contract';
import { describePaceStore } from '../../contracts/pace-store.contract';
import { describeRunStore } from '../../contracts/run-store.contract';
import { describeSettledActivityStore } from '../../contracts/settled-activity-store.contract';
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
  return {
    runs: sqliteRunStore(database),
    spoil: (runId) =>
      database.write((prepare) =>
        prepare("UPDATE runs SET document = 'no JSON' WHERE run_id = ?").run(runId),
      ),
  };
});
const spoilt =
  (database: SqliteDatabase, table: 'lanes' | 'pace' | 'bind_pace' | 'settled_activities') =>
  (): Promise<unknown> =>
    database.write((prepare) => prepare(`UPDATE ${table} SET document = 'no JSON'`).run());
describeLaneStore('SQLite', () => {
  const database = openDatabase();
  return { lanes: sqliteLaneStore(database), spoil: spoilt(database, 'lanes') };
});
describeBindPaceStore('SQLite', () => {
  const database = openDatabase();
  return {
    store: sqliteBindPaceStore(database, systemClock),
    spoil: spoilt(database, 'bind_pace'),
  };
});
describeDailyCountsStore('SQLite', () => {
  const database = openDatabase();
  return {
    store: sqliteDailyCountsStore(database),
    spoil: (day) =>
      database.write((prepare) =>
        prepare("UPDATE daily_counts SET document = 'no JSON' WHERE day = ?").run(day),
      ),
  };
});
describeSettledActivityStore('SQLite', () => {
  const database = openDatabase();
  return {
    store: sqliteSettledActivityStore(database),
    spoil: spoilt(database, 'settled_activities'),
  };
});
describePaceStore('SQLite', () => {
  const database = openDatabase();
  return { store: sqlitePaceStore(database), spoil: spoilt(database, 'pace') };
});

/** The database, with every query of a store recorded. */
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
    'those that are due are found',
    (accounts: AccountStore) => accounts.due({ before: epochMs(5), turns: true, limit: 9 }),
    'SEARCH accounts USING INDEX accounts_by_due ((due_at,user_id)>(?,?) AND due_at<?)',
  ],
  [
    'those that were begun are found',
    (accounts: AccountStore) => accounts.due({ before: epochMs(5), turns: false, limit: 9 }),
    'SEARCH accounts USING INDEX accounts_by_unfinished ((unfinished_at,user_id)>(?,?) AND unfinished_at<?)',
  ],
  [
    'the due ones are counted',
    (accounts: AccountStore) => accounts.countDue({ before: epochMs(5), turns: true }),
    'SEARCH accounts USING COVERING INDEX accounts_by_due (due_at<?)',
  ],
  [
    'old passwords are found',
    (accounts: AccountStore) => accounts.madeBefore({ before: epochMs(5), limit: 9 }),
    'SEARCH accounts USING INDEX accounts_by_password ((password_created_at,user_id)>(?,?) AND password_created_at<?)',
  ],
  [
    'old passwords of a unit are found',
    (accounts: AccountStore) =>
      accounts.madeBefore({ before: epochMs(5), orgUnitPath: '/A', limit: 9 }),
    'SEARCH accounts USING INDEX accounts_by_unit ((org_unit,user_id)>(?,?) AND org_unit<?)',
  ],
  [
    'passwords of an age are counted',
    (accounts: AccountStore) => accounts.countMade({ after: epochMs(5), upTo: epochMs(9) }),
    'SEARCH accounts USING COVERING INDEX accounts_by_password (password_created_at>? AND password_created_at<?)',
  ],
  [
    'passwords by proof are counted',
    (accounts: AccountStore) => accounts.countByProof(),
    'SEARCH accounts USING COVERING INDEX accounts_by_proof (proof_standing>?)',
  ],
  [
    'those that are tried again are counted',
    (accounts: AccountStore) => accounts.countRetrying(),
    'SEARCH accounts USING COVERING INDEX accounts_by_retry (retry_at>?)',
  ],
  [
    'the Workspaces are found',
    (accounts: AccountStore) => accounts.workspaces(),
    'SEARCH accounts USING COVERING INDEX accounts_by_workspace (password_of>?)',
  ],
  [
    'the passwords of one are counted',
    (accounts: AccountStore) => accounts.countOfWorkspace('C1'),
    'SEARCH accounts USING COVERING INDEX accounts_by_workspace (password_of=?)',
  ],
  [
    'the passwords of one are found',
    (accounts: AccountStore) => accounts.ofWorkspace({ customerId: 'C1', limit: 9 }),
    'SEARCH accounts USING INDEX accounts_by_workspace (password_of=? AND user_id>?)',
  ],
  [
    'the latest failures are found',
    (accounts: AccountStore) => accounts.recentFailures(10),
    'SEARCH accounts USING INDEX accounts_by_failure (failed_at>?)',
  ],
  [
    'what a clock wrote that ran ahead is found',
    (accounts: AccountStore) => {
      const [madeAfter, unfinishedAfter, provedAfter] = [epochMs(9), epochMs(9), epochMs(9)];
      const [unprovedAfter, freedAfter] = [epochMs(9), epochMs(9)];
      const after = { madeAfter, unfinishedAfter, provedAfter, unprovedAfter, freedAfter };
      return accounts.writtenAhead({ ...after, limit: 9 });
    },
    [
      'SEARCH accounts USING INTEGER PRIMARY KEY (rowid=?)',
      'LIST SUBQUERY 5',
      'COMPOUND QUERY',
      'LEFT-MOST SUBQUERY',
      'SEARCH accounts USING COVERING INDEX accounts_by_password (password_created_at>?)',
      'UNION ALL',
      'SEARCH accounts USING COVERING INDEX accounts_by_unfinished (unfinished_at>?)',
      'UNION ALL',
      'SEARCH accounts USING COVERING INDEX accounts_by_proved (proved_at>?)',
      'UNION ALL',
      'SEARCH accounts USING COVERING INDEX accounts_by_unproved (unproved_at>?)',
      'UNION ALL',
      'SEARCH accounts USING COVERING INDEX accounts_by_freed (freed_at>?)',
    ].join(', '),
  ],
  [
    'those who are gone are found',
    (accounts: AccountStore) => accounts.goneUsers(),
    'SEARCH accounts USING INDEX accounts_by_gone (gone_since>?)',
  ],
  [
    'rotations not announced are found',
    (accounts: AccountStore) =>
      accounts.dated({ date: 'unannouncedTurn', before: epochMs(9), limit: 9 }),
    'SEARCH accounts USING INDEX accounts_by_due (due_at<?), USE TEMP B-TREE FOR ORDER BY',
  ],
  [
    'those that are parked are listed',
    (accounts: AccountStore) => accounts.list({ status: 'parked', limit: 9 }),
    'SEARCH accounts USING INDEX accounts_by_status (status=? AND (address,user_id)>(?,?))',
  ],
])('%s by an index, without going through the accounts', async (_, call, plan) => {
  const database = openDatabase();
  const queries: string[] = [];
  await call(sqliteAccountStore(noting(database, queries)));
  expect(queries).toHaveLength(1);
  const steps = await database.read((prepare) => prepare(`EXPLAIN QUERY PLAN ${queries[0]}`).all());
  expect(steps.map(({ detail }) => detail).join(', ')).toBe(plan);
});
