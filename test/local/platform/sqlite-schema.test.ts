import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { readAccount } from '../../../functions/adapters/stored-document';
import { passwordCreatedAt, userId } from '../../../functions/domain/account';
import { dueAt, unfinishedAt } from '../../../functions/domain/passwords/due-dates';
import { epochMs } from '../../../functions/domain/time';
import { sqliteAccountStore } from '../../../local/platform/sqlite-account-store';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
import { sqliteRunStore } from '../../../local/platform/sqlite-run-store';
import { STEPS } from '../../../local/platform/sqlite-schema-steps';
import {
  FIRST_ACCOUNTS,
  FIRST_RUN_PLANNING,
  FIRST_RUN_STOPPED,
} from '../../contracts/first-release-documents';
import { newFolder } from './new-folder';

const opened: SqliteDatabase[] = [];
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
});

/** A database file in that version of the schema, with these rows. */
function fileOf(version: number, fill: (database: DatabaseSync) => void): string {
  const path = join(newFolder(), 'state.sqlite');
  const before = new DatabaseSync(path);
  for (const step of STEPS.slice(0, version)) before.exec(step);
  before.exec(`PRAGMA user_version = ${version}`);
  fill(before);
  before.close();
  return path;
}

function open(path: string): SqliteDatabase {
  const database = new SqliteDatabase(path);
  opened.push(database);
  return database;
}

/** Writes the columns that the first release put beside a document. */
function putAccounts(database: DatabaseSync, ...documents: readonly FirstAccount[]): void {
  for (const document of documents) {
    const { userId: id, primaryEmail, status, nextRotationAt } = document;
    database
      .prepare(
        `INSERT INTO accounts (user_id, address, status, next_rotation_at, document)
         VALUES (?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        primaryEmail.toLowerCase(),
        status,
        nextRotationAt ?? null,
        JSON.stringify(document),
      );
  }
}
type FirstAccount = {
  readonly userId: string;
  readonly primaryEmail: string;
  readonly status: string;
  readonly nextRotationAt?: number;
};

const all = Object.values(FIRST_ACCOUNTS);

test.each([2, 3])(
  'accounts of version %d have in their columns what the domain says',
  async (version) => {
    const database = open(
      fileOf(version, (before) => {
        putAccounts(before, ...all);
      }),
    );
    const rows = await database.read((prepare) =>
      prepare('SELECT * FROM accounts ORDER BY user_id').all(),
    );
    const expected = all.map((document) => {
      const account = readAccount('accounts', document);
      return {
        due_at: dueAt(account) ?? null,
        unfinished_at: unfinishedAt(account) ?? null,
        password_created_at: passwordCreatedAt(account) ?? null,
        retry_at: null,
        org_unit: null,
        password_of: null,
      };
    });
    expect(rows).toMatchObject(expected);
    expect(expected.map((each) => each.due_at)).toStrictEqual([
      1702592000123,
      1700000265000,
      1700000000001,
      1700000200789,
      1700605700000,
      1700086600999,
      null,
    ]);
    expect(expected[2]?.unfinished_at).toBe(1700003800999);
  },
);

test('accounts of the first release are found by every list, and written in their new form', async () => {
  const accounts = sqliteAccountStore(
    open(
      fileOf(3, (before) => {
        putAccounts(before, ...all);
      }),
    ),
  );
  const due = await accounts.due({ before: epochMs(1700000300000), turns: true, limit: 10 });
  expect(due.accounts.map((account) => account.userId)).toStrictEqual(['103', '104', '102']);
  const old = await accounts.madeBefore({ before: epochMs(1700000100000), limit: 10 });
  expect(old.accounts.map((account) => account.userId)).toStrictEqual(['101', '104']);
  await accounts.transact(userId('103'), (account) => ({ write: account!, result: undefined }));
  expect(await accounts.read(userId('103'))).toStrictEqual({
    ...readAccount('accounts', FIRST_ACCOUNTS.failed),
    revision: 3,
  });
});

test('passwords are counted by Workspace from the start, also of files that had no column for it', async () => {
  const { active, leased, parked, revoked } = FIRST_ACCOUNTS;
  const path = fileOf(4, (before) => {
    const put = before.prepare(
      'INSERT INTO accounts (user_id, address, status, document) VALUES (?, ?, ?, ?)',
    );
    const documents = [
      { ...active, customerId: 'C1' },
      { ...leased, current: undefined, customerId: 'C1' },
      { ...parked, customerId: null },
      { ...revoked, customerId: 'C2' },
    ];
    for (const each of documents) {
      put.run(each.userId, each.primaryEmail, each.status, JSON.stringify(each));
    }
    put.run('999', 'x', 'active', '{');
  });
  const accounts = sqliteAccountStore(open(path));
  expect(await accounts.workspaces()).toStrictEqual(['C1']);
  expect(await accounts.countOfWorkspace('C1')).toBe(2);
});

test('a record that can’t be read stops no start, and is due when it was', async () => {
  const path = fileOf(3, (before) => {
    putAccounts(before, { ...FIRST_ACCOUNTS.active, nextRotationAt: 500 });
    putAccounts(before, { ...FIRST_ACCOUNTS.leased, candidates: ['CANARY'] } as FirstAccount);
    const parked = { ...FIRST_ACCOUNTS.parked, lastFailure: { at: 'CANARY' }, candidates: 7 };
    putAccounts(before, parked);
    before.exec("UPDATE accounts SET document = '{' WHERE user_id = '101'");
  });
  const accounts = sqliteAccountStore(open(path));
  const due = await accounts.due({ before: epochMs(1703000000000), turns: true, limit: 10 });
  expect(due).toMatchObject({
    accounts: [],
    unreadable: [{ userId: '101' }, { userId: '105' }, { userId: '102' }],
  });
});

test('runs of the first release go on or stay ended, and its tasks are gone', async () => {
  const path = fileOf(3, (before) => {
    const put = before.prepare('INSERT INTO runs VALUES (?, ?, ?, ?)');
    for (const run of [FIRST_RUN_PLANNING, FIRST_RUN_STOPPED]) {
      put.run(run.runId, run.state, run.startedAt, JSON.stringify(run));
    }
    before.exec(
      "INSERT INTO tasks VALUES ('a', 'rotation-worker', '/v1/rotation-tasks', '{}', 0, NULL, 5, NULL)",
    );
  });
  const database = open(path);
  const runs = sqliteRunStore(database);
  expect(await runs.active()).toMatchObject([
    { runId: '20260101T000000123Z-0a1b2c3d', state: 'waiting', slice: 1 },
  ]);
  expect(await runs.recent(10)).toMatchObject([
    { runId: '20260102T000000000Z-0a1b2c3d', state: 'stopped', counts: { done: 1 } },
    { runId: '20260101T000000123Z-0a1b2c3d' },
  ]);
  const tasks = await database.read((prepare) => prepare('SELECT * FROM tasks').all());
  expect(tasks).toStrictEqual([]);
});
