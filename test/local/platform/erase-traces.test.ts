import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sqliteAccountStore } from '../../../local/platform/sqlite-account-store';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
import { ciphertext, type Account } from '../../../functions/domain/account';
import { epochMs } from '../../../functions/domain/time';
import { bareAccount } from '../../contracts/sample-documents';
import { newFolder } from './new-folder';

test('what was overwritten is in no file once the traces are erased, and writes go on', async () => {
  const path = join(newFolder(), 'state.sqlite');
  const database = new SqliteDatabase(path);
  const set = (name: string, value: string): Promise<unknown> =>
    database.write((prepare) =>
      prepare('INSERT OR REPLACE INTO facts VALUES (?, ?)').run(name, value),
    );
  const files = (): string => readFileSync(path, 'latin1') + readFileSync(`${path}-wal`, 'latin1');
  for (let row = 0; row < 40; row += 1) await set(`row ${row}`, 'canary'.repeat(100));
  for (let row = 0; row < 40; row += 1) await set(`row ${row}`, 'other'.repeat(row + 1));
  expect(files()).toContain('canary');
  const beside = set('beside', 'x');
  await database.eraseTraces();
  expect(files()).not.toContain('canary');
  await beside;
  await set('after', 'x');
  database.close();
  const again = new SqliteDatabase(path);
  const count = 'SELECT count(*) AS number FROM facts';
  expect(await again.read((prepare) => prepare(count).get()?.['number'])).toBe(42);
  again.close();
  await expect(database.eraseTraces()).rejects.toThrow();
});

test('where passwords are kept, the file is written anew after one was forgotten, not after a rotation', async () => {
  const database = new SqliteDatabase(join(newFolder(), 'state.sqlite'));
  const erase = database.eraseTraces.bind(database);
  let erased = 0;
  database.eraseTraces = () => {
    erased += 1;
    return erase();
  };
  const accounts = sqliteAccountStore(database);
  const save = (current?: Account['current']): Promise<void> => {
    const write = bareAccount('1', current ? { status: 'active', current } : {});
    return accounts.transact(write.userId, () => ({ write, result: undefined }));
  };
  const password = (version: number, sealed: string): Account['current'] => {
    const [createdAt, setAt] = [epochMs(1), epochMs(2)];
    return { version, ciphertext: ciphertext(sealed), createdAt, setAt };
  };
  await save(password(1, 'YQ=='));
  await save(password(2, 'Yg=='));
  await accounts.eraseTraces('forgotten');
  expect(erased).toBe(0);
  await save();
  await save(password(3, 'Yw=='));
  await sqliteAccountStore(database).eraseTraces('forgotten'); // as the next process would
  expect(erased).toBe(1);
  await accounts.eraseTraces('forgotten');
  expect(erased).toBe(1);
  await accounts.eraseTraces('all');
  expect(erased).toBe(2);
  await accounts.eraseTraces('all');
  expect(erased).toBe(2);
  await save(password(4, 'ZA=='));
  await accounts.eraseTraces('all');
  expect(erased).toBe(3);
  database.close();
});

test.each([
  ['a first candidate that Google refused', 'no-password', 0],
  ['one that took the password back, and worked at once', 'revoked', 1],
] as const)('after %s', async (_, status, times) => {
  const database = new SqliteDatabase(join(newFolder(), 'state.sqlite'));
  let erased = 0;
  database.eraseTraces = () => {
    erased += 1;
    return Promise.resolve();
  };
  const accounts = sqliteAccountStore(database);
  const save = (write: Account): Promise<void> =>
    accounts.transact(write.userId, () => ({ write, result: undefined }));
  const candidate = { version: 1, ciphertext: ciphertext('YQ=='), createdAt: epochMs(1) };
  const unsent = { ...candidate, sent: false, refused: false, purpose: 'scramble' } as const;
  await save(bareAccount('1', { status: 'unconfirmed', candidates: [unsent] }));
  await save(bareAccount('1', { status }));
  await accounts.eraseTraces('forgotten');
  expect(erased).toBe(times);
  database.close();
});
