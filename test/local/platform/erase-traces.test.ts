import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
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
