import { spawnSync } from 'node:child_process';
import { fstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { REDOABLE, SqliteDatabase } from '../../../local/platform/sqlite-database';
import { type WriteOptions } from '../../../functions/ports/account-store';
import { type Flush, flushData } from '../../../local/platform/write-ahead-log';
import { newFolder } from './new-folder';

const opened: SqliteDatabase[] = [];
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
});
function open(path: string, flush?: Flush, beforeCommit?: () => void): SqliteDatabase {
  const database = new SqliteDatabase(path, flush, beforeCommit);
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

test('a write waits for the disk; only one that would be made again does not', async () => {
  const flushes: (() => void)[] = [];
  const path = join(newFolder(), 'state.sqlite');
  const database = open(path, () => new Promise((resolve) => flushes.push(resolve)));
  const told: string[] = [];
  const write = (name: string, options?: WriteOptions): Promise<unknown> =>
    database
      .write((prepare) => prepare("INSERT INTO facts VALUES (?, 'x')").run(name), options)
      .then(() => told.push(name));
  const first = write('first');
  await write('redoable, beside the first', REDOABLE);
  await write('redoable, alone', REDOABLE);
  expect(told).toStrictEqual(['redoable, beside the first', 'redoable, alone']);
  expect(await names(database)).toContain('first'); // committed, but not reported
  expect(flushes).toHaveLength(1);
  flushes[0]?.();
  await first;
  expect(told.at(-1)).toBe('first');
});

test('a write that nobody waits for shares the commit of the next one that comes', async () => {
  const database = open(join(newFolder(), 'state.sqlite'));
  const told: string[] = [];
  const write = (name: string, options?: WriteOptions): Promise<unknown> =>
    database
      .write((prepare) => prepare("INSERT INTO facts VALUES (?, 'x')").run(name), options)
      .then(() => told.push(name));
  const unhurried = write('unhurried', { unhurried: true });
  await put(database, 'hurried');
  expect(await names(database)).toStrictEqual(['hurried', 'unhurried']);
  await unhurried;
  await write('alone', { unhurried: true });
  expect(told).toStrictEqual(['unhurried', 'alone']);
});

test('nothing is recorded before what has to be done before it', async () => {
  let done = false;
  const database = open(join(newFolder(), 'state.sqlite'), undefined, () => {
    if (!done) throw new Error('not yet');
  });
  await expect(put(database, 'early')).rejects.toThrow('not yet');
  expect(await names(database)).toStrictEqual([]);
  done = true;
  await put(database, 'late');
  expect(await names(database)).toStrictEqual(['late']);
});

test('one flush at a time; who comes meanwhile shares the next', async () => {
  const flushes: (() => void)[] = [];
  const path = join(newFolder(), 'state.sqlite');
  const database = open(path, () => new Promise((resolve) => flushes.push(resolve)));
  const told: string[] = [];
  const write = (name: string): Promise<unknown> => put(database, name).then(() => told.push(name));
  const first = write('a');
  await database.write(() => undefined, REDOABLE); // the first is committed by now
  const meanwhile = [write('b')];
  await database.write(() => undefined, REDOABLE);
  meanwhile.push(write('c'));
  await database.write(() => undefined, REDOABLE);
  expect(flushes).toHaveLength(1);
  flushes[0]?.();
  await first;
  expect(told).toStrictEqual(['a']);
  expect(flushes).toHaveLength(2);
  flushes[1]?.();
  await Promise.all(meanwhile);
  expect(told).toStrictEqual(['a', 'b', 'c']);
  expect(flushes).toHaveLength(2);
});

test('a failed flush fails those that wait for the next one, which is never made', async () => {
  const fails: (() => void)[] = [];
  const path = join(newFolder(), 'state.sqlite');
  const database = open(
    path,
    () =>
      new Promise((_, reject) =>
        fails.push(() => {
          reject(Object.assign(new Error(), { code: 'EIO' }));
        }),
      ),
  );
  const first = put(database, 'a');
  await database.write(() => undefined, REDOABLE);
  const second = put(database, 'b');
  await database.write(() => undefined, REDOABLE);
  fails[0]?.();
  await expect(first).rejects.toThrow('SQLite flush: EIO');
  await expect(second).rejects.toThrow('SQLite flush: EIO');
  expect(fails).toHaveLength(1);
});

test('the flush is the system’s own', async () => {
  await expect(flushData(1_000_000)).rejects.toMatchObject({
    code: 'EBADF',
    syscall: 'fdatasync',
  });
});

test('a database behind a link is flushed where it is', async () => {
  const folder = newFolder();
  open(join(folder, 'real.sqlite')).close();
  symlinkSync(join(folder, 'real.sqlite'), join(folder, 'link.sqlite'));
  let flushed = 0;
  const database = open(join(folder, 'link.sqlite'), (file) => {
    flushed = fstatSync(file).ino;
    return Promise.resolve();
  });
  await put(database, 'a');
  expect(flushed).toBe(statSync(join(folder, 'real.sqlite-wal')).ino);
});

test('the wait is one for the log that holds the commit', async () => {
  const path = join(newFolder(), 'state.sqlite');
  let logAtFlush = '';
  const database = open(path, (file) => {
    expect(fstatSync(file).ino).toBe(statSync(`${path}-wal`).ino);
    logAtFlush = readFileSync(`${path}-wal`, 'latin1');
    return Promise.resolve();
  });
  await put(database, 'a name to be found');
  expect(logAtFlush).toContain('a name to be found');
});

test('after a flush that failed, nothing more is written, and what was is there at the next start', async () => {
  const path = join(newFolder(), 'state.sqlite');
  const flush = jest
    .fn<Promise<void>, []>(() => Promise.resolve())
    .mockRejectedValueOnce(Object.assign(new Error(), { code: 'EIO' }));
  const database = open(path, flush);
  await expect(put(database, 'a')).rejects.toThrow('SQLite flush: EIO');
  await expect(put(database, 'b')).rejects.toThrow(
    'SQLite commit: an earlier write to the disk failed;',
  );
  database.close();
  expect(await names(open(path))).toStrictEqual(['a']);
});

test('closing while a flush is under way lets it end on its own file', async () => {
  const path = join(newFolder(), 'state.sqlite');
  const { promise: held, resolve: letGo } = Promise.withResolvers<undefined>();
  let flushed: number | undefined;
  const database = open(path, async (file) => {
    await held;
    flushed = fstatSync(file).ino;
  });
  const waiting = put(database, 'a');
  await database.write(() => undefined, REDOABLE);
  database.close();
  letGo(undefined);
  await waiting;
  expect(flushed).toBeGreaterThan(0);
  expect(await names(open(path))).toStrictEqual(['a']);
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
    `Another process is using ${path}. Stop that process, or set LOCAL_DATA_DIR to another folder.`,
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

test('a work that throws alone takes back its own writes, and the next one is written', async () => {
  const database = open(join(newFolder(), 'state.sqlite'));
  const bug = new Error('after its write');
  const throwing = database.write((prepare) => {
    prepare("INSERT INTO facts VALUES ('a', 'x')").run();
    throw bug;
  });
  await expect(throwing).rejects.toBe(bug);
  await put(database, 'b');
  expect(await names(database)).toStrictEqual(['b']);
});

test('a write that SQLite refuses fails alone, not those that share its commit', async () => {
  const database = open(join(newFolder(), 'state.sqlite'));
  await put(database, 'there already');
  const settled = await Promise.allSettled([put(database, 'a'), put(database, 'there already')]);
  expect(settled).toMatchObject([
    { status: 'fulfilled' },
    { reason: { name: 'VendorError', message: 'SQLite commit: constraint failed' } },
  ]);
  expect(await names(database)).toStrictEqual(['a', 'there already']);
  await put(database, 'b');
  expect(await names(database)).toStrictEqual(['a', 'b', 'there already']);
});

test('a full disk fails the write, and the next one works once there is room', async () => {
  const database = open(join(newFolder(), 'state.sqlite'));
  const maxPages = (pages: number): Promise<unknown> =>
    database.read((prepare) => prepare(`PRAGMA max_page_count = ${pages}`).get());
  await maxPages(1); // SQLite raises it to the file's current size
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
  expect(() => new SqliteDatabase(path)).toThrow('A newer release of this program wrote');
  const again = new DatabaseSync(path);
  expect(again.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 99 });
  again.close();
});

test('a file that is no database and a path that is no file are refused with a sentence', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'notes.txt'), 'not a database, '.repeat(100));
  mkdirSync(join(folder, 'folder'));
  expect(() => new SqliteDatabase(join(folder, 'notes.txt'))).toThrow('file is not a database');
  expect(() => new SqliteDatabase(join(folder, 'folder'))).toThrow('cannot be opened for writing');
  expect(() => new SqliteDatabase(join(folder, 'missing', 'x'))).toThrow(
    'cannot be opened for writing',
  );
});
