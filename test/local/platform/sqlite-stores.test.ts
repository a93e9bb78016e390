import { join } from 'node:path';
import { sqliteAccountStore } from '../../../local/platform/sqlite-account-store';
import { sqliteConfigurationStore } from '../../../local/platform/sqlite-configuration-store';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
import { sqliteOutbox } from '../../../local/platform/sqlite-outbox';
import { type AccountStores, describeAccountStore } from '../../contracts/account-store.contract';
import { describeConfigurationStore } from '../../contracts/configuration-store.contract';
import { describeOutbox, type OutboxStores } from '../../contracts/outbox.contract';
import { bareAccount, event, fullAccount } from '../../contracts/sample-documents';
import { newFolder } from './new-folder';

const opened: SqliteDatabase[] = [];
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
});

function storesIn(
  folder: string,
): AccountStores & OutboxStores & { readonly database: SqliteDatabase } {
  const database = new SqliteDatabase(join(folder, 'state.sqlite'));
  opened.push(database);
  return {
    database,
    accounts: sqliteAccountStore(database),
    configurations: sqliteConfigurationStore(database),
    outbox: sqliteOutbox(database),
    spoil: (id) =>
      database.write((prepare) =>
        prepare('UPDATE accounts SET document = \'{"candidates": [\' WHERE user_id = ?').run(id),
      ),
    spoilEvent: (id) =>
      database.write((prepare) => prepare("UPDATE outbox SET document = '{' WHERE id = ?").run(id)),
  };
}
const newStores = (): Promise<AccountStores & OutboxStores> =>
  Promise.resolve(storesIn(newFolder()));

describeAccountStore('SQLite', newStores);
describeConfigurationStore('SQLite', newStores);
describeOutbox('SQLite', newStores);

test('an account that was changed by hand is read anew, by whomever', async () => {
  const { accounts, database } = storesIn(newFolder());
  const id = fullAccount.userId;
  await accounts.transact(id, () => ({ write: fullAccount, result: undefined }));
  await accounts.readMany([id]);
  await database.write((prepare) =>
    prepare(
      "UPDATE accounts SET document = json_set(document, '$.primaryEmail', 'eve@example.com')",
    ).run(),
  );
  const seen = await accounts.transact(id, (account) => ({ result: account?.primaryEmail }));
  expect(seen).toBe('eve@example.com');
});

test('what one process wrote, the next one reads', async () => {
  const folder = newFolder();
  const first = storesIn(folder);
  await first.accounts.transact(fullAccount.userId, () => ({
    write: fullAccount,
    events: [event('e1', 5)],
    result: undefined,
  }));
  first.database.close();

  const second = storesIn(folder);
  expect(await second.accounts.read(fullAccount.userId)).toStrictEqual({
    ...fullAccount,
    revision: 1,
  });
  expect(await second.outbox.pending(10)).toStrictEqual([event('e1', 5)]);
});

test('an event that was changed by hand leaves the outbox by the ID of its row', async () => {
  const { accounts, database, outbox } = storesIn(newFolder());
  await accounts.transact(fullAccount.userId, () => ({
    events: [event('e1', 5)],
    result: undefined,
  }));
  await database.write((prepare) =>
    prepare("UPDATE outbox SET document = json_set(document, '$.id', 'another')").run(),
  );
  const pending = await outbox.pending(10);
  expect(pending).toStrictEqual([event('e1', 5)]);
  await outbox.remove(pending.map(({ id }) => id));
  expect(await outbox.pending(10)).toStrictEqual([]);
});

test('a document that another release wrote is refused by its place, and never quoted', async () => {
  const { database, accounts } = storesIn(newFolder());
  await database.write((prepare) =>
    prepare(
      "INSERT INTO accounts (user_id, address, status, document) VALUES ('7', 'a@b', 'active', ?)",
    ).run(JSON.stringify({ ...bareAccount('7'), schemaVersion: 2, primaryEmail: 42 })),
  );
  await expect(accounts.read(bareAccount('7').userId)).rejects.toThrow(
    /^accounts is not in the form of schema version 1: \/schemaVersion, \/primaryEmail$/,
  );
});
