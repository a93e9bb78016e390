import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { REDOABLE, SqliteDatabase } from '../../../local/platform/sqlite-database';
import { newFolder } from './new-folder';

const opened: SqliteDatabase[] = [];
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
});
function open(path: string): SqliteDatabase {
  const database = new SqliteDatabase(path);
  opened.push(database);
  return database;
}
const put = (database: SqliteDatabase, name: string): Promise<unknown> =>
  database.write((prepare) => prepare("INSERT INTO facts VALUES (?, 'x')").run(name));
const names = (database: SqliteDatabase): Promise<unknown[]> =>
  database.read((prepare) =>
    prepare('SELECT name FROM facts ORDER BY name')
      .all()
      .map((row) => row['name']),
  );

test('only the owner can read the file and its log', async () => {
  const path = join(newFolder(), 'state.sqlite');
  await put(open(path), 'a');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
});

test('a write waits for the disk: WAL with synchronous FULL', async () => {
  const database = open(join(newFolder(), 'state.sqlite'));
  const pragma = (name: string): Promise<unknown> =>
    database.read((prepare) => Object.values(prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  expect(await pragma('journal_mode')).toBe('wal');
  expect(await pragma('synchronous')).toBe(2);
});

test('only writes that would be made again do not wait, and not beside one that has to', async () => {
  const database = open(join(newFolder(), 'state.sqlite'));
  const waits = (): Promise<boolean> =>
    database.read((prepare) => prepare('PRAGMA synchronous').get()?.['synchronous'] === 2);
  const nothing = (): undefined => undefined;
  await database.write(nothing, REDOABLE);
  expect(await waits()).toBe(false);
  await database.write(nothing);
  expect(await waits()).toBe(true);
  await database.write(nothing, REDOABLE);
  await Promise.all([database.write(nothing, REDOABLE), database.write(nothing)]);
  expect(await waits()).toBe(true);
});

test('a second process is told that the folder is in use, and what to do', () => {
  const path = join(newFolder(), 'state.sqlite');
  open(path);
  const second = spawnSync(
    process.execPath,
    [
      '-e',
      `const { DatabaseSync } = require('node:sqlite');
       new DatabaseSync(process.argv[1], { timeout: 0 }).exec('SELECT count(*) FROM facts');`,
      path,
    ],
    { encoding: 'utf8' },
  );
  expect(second.stderr).toContain('database is locked');
  expect(() => new SqliteDatabase(path)).toThrow(
    `Another process is using ${path}. Stop it, or set LOCAL_DATA_DIR to another folder.`,
  );
});

test('a work that throws takes back its own writes and nobody else’s', async () => {
  const database = open(join(newFolder(), 'state.sqlite'));
  const bug = new Error('after its write');
  const settled = await Promise.allSettled([
    put(database, 'a'),
    database.write((prepare) => {
      prepare("INSERT INTO facts VALUES ('b', 'x')").run();
      throw bug;
    }),
    put(database, 'c'),
  ]);
  expect(settled.map(({ status }) => status)).toStrictEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(settled[1]).toMatchObject({ reason: bug });
  expect(await names(database)).toStrictEqual(['a', 'c']);
});

test('when SQLite fails, the whole group of writes is told so and none of it stays', async () => {
  const database = open(join(newFolder(), 'state.sqlite'));
  await put(database, 'there already');
  const settled = await Promise.allSettled([put(database, 'a'), put(database, 'there already')]);
  expect(settled).toMatchObject([
    { reason: { name: 'VendorError', message: 'SQLite commit: constraint failed' } },
    { reason: { name: 'VendorError', message: 'SQLite commit: constraint failed' } },
  ]);
  expect(await names(database)).toStrictEqual(['there already']);
  await put(database, 'b');
  expect(await names(database)).toStrictEqual(['b', 'there already']);
});

test('a full disk fails the write, and the next one works once there is room', async () => {
  const database = open(join(newFolder(), 'state.sqlite'));
  const maxPages = (pages: number): Promise<unknown> =>
    database.read((prepare) => prepare(`PRAGMA max_page_count = ${pages}`).get());
  await maxPages(1); // SQLite raises it to what the file has
  const large = database.write((prepare) =>
    prepare("INSERT INTO facts VALUES ('large', ?)").run('x'.repeat(1_000_000)),
  );
  await expect(large).rejects.toThrow('SQLite commit: database or disk is full');
  await maxPages(1_000_000);
  await put(database, 'small');
  expect(await names(database)).toStrictEqual(['small']);
});

test('closing commits what waits, and later calls fail', async () => {
  const path = join(newFolder(), 'state.sqlite');
  const database = open(path);
  const waiting = put(database, 'a');
  database.close();
  await waiting;
  await expect(put(database, 'b')).rejects.toThrow('SQLite commit');
  expect(await names(open(path))).toStrictEqual(['a']);
});

test('a file of a newer release is refused and left as it is', () => {
  const path = join(newFolder(), 'state.sqlite');
  const newer = new DatabaseSync(path);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  expect(() => new SqliteDatabase(path)).toThrow('was written by a newer release');
  const again = new DatabaseSync(path);
  expect(again.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 99 });
  again.close();
});

test('a file that is no database and a path that is no file are refused with a sentence', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'notes.txt'), 'not a database, '.repeat(100));
  mkdirSync(join(folder, 'folder'));
  expect(() => new SqliteDatabase(join(folder, 'notes.txt'))).toThrow('file is not a database');
  expect(() => new SqliteDatabase(join(folder, 'folder'))).toThrow('can not be opened for writing');
  expect(() => new SqliteDatabase(join(folder, 'missing', 'x'))).toThrow(
    'can not be opened for writing',
  );
});
