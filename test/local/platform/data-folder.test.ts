import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { userId } from '../../../functions/domain/account';
import { Secret } from '../../../functions/domain/secret';
import { type DataFolder, openDataFolder } from '../../../local/platform/data-folder';
import { publishPending } from '../../../functions/domain/publish-events';
import { bareAccount, event } from '../../contracts/sample-documents';
import { newFolder } from './new-folder';

const opened: DataFolder[] = [];
afterEach(() => {
  for (const folder of opened.splice(0)) folder.close();
});
async function open(path: string): Promise<DataFolder> {
  const folder = await openDataFolder(path);
  opened.push(folder);
  return folder;
}

test('a folder that is missing is made, for its owner only, and so is everything in it', async () => {
  const path = join(newFolder(), 'deep', 'data');
  const folder = await open(path);
  await folder.keys.add(new Secret('key'));
  expect(folder.path).toBe(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  for (const name of ['state.sqlite', 'state.sqlite-wal', 'local.key', 'keys.vault']) {
    expect([name, statSync(join(path, name)).mode & 0o777]).toStrictEqual([name, 0o600]);
  }
});

test('passwords and keys of one process are read by the next', async () => {
  const path = newFolder();
  const context = { userId: userId('1'), version: 1 };
  const first = await open(path);
  const version = await first.keys.add(new Secret('the key'));
  const encrypted = await first.cipher.encrypt(new Secret('the password'), context);
  first.close();

  const second = await open(path);
  expect((await second.keys.read(version))?.reveal()).toBe('the key');
  expect((await second.cipher.decrypt(encrypted, context))?.reveal()).toBe('the password');
});

test('a folder that another one has open is refused, and the one that has it goes on', async () => {
  const path = newFolder();
  const first = await open(path);
  await expect(openDataFolder(path)).rejects.toThrow(
    /^Another process is using .*state\.sqlite\. Stop that process, or set LOCAL_DATA_DIR to another folder\.$/,
  );
  await first.accounts.transact(userId('1'), () => ({
    write: bareAccount('1'),
    result: undefined,
  }));
  first.close();
  expect((await (await open(path)).accounts.read(userId('1')))?.revision).toBe(1);
});

test('without the key file it was made with, a folder is refused and no new key is made', async () => {
  const path = newFolder();
  (await open(path)).close();
  rmSync(join(path, 'local.key'));
  await expect(openDataFolder(path)).rejects.toThrow(/local\.key is missing\. Without it/);
  expect(existsSync(join(path, 'local.key'))).toBe(false);
});

test('with the key file of another folder, a folder is refused until its own is back', async () => {
  const path = newFolder();
  (await open(path)).close();
  const key = readFileSync(join(path, 'local.key'));
  writeFileSync(join(path, 'local.key'), Buffer.alloc(32, 7));
  await expect(openDataFolder(path)).rejects.toThrow(
    /is not the key that encrypts the stored passwords/,
  );
  writeFileSync(join(path, 'local.key'), key);
  expect((await open(path)).path).toBe(path);
});

test('a key file that others can read is refused, and the folder is let go of', async () => {
  const path = newFolder();
  (await open(path)).close();
  chmodSync(join(path, 'local.key'), 0o644);
  await expect(openDataFolder(path)).rejects.toThrow(/Run: chmod 600/);
  chmodSync(join(path, 'local.key'), 0o600);
  expect((await open(path)).path).toBe(path);
});

test('a path that can not be a folder is refused with a sentence', async () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  await expect(openDataFolder(join(file, 'data'))).rejects.toThrow(
    `The folder ${join(file, 'data')} cannot be created. Set LOCAL_DATA_DIR to another folder.`,
  );
});

describe('the event log', () => {
  const issued = [event('b', 2, { userId: userId('1'), version: 3 }), event('a', 1), event('c', 3)];
  const put = (folder: DataFolder, ...events: ReturnType<typeof event>[]): Promise<void> =>
    folder.accounts.transact(userId('1'), () => ({ events, result: undefined }));

  test('has what was in the outbox, the oldest first, and the outbox is empty then', async () => {
    const folder = await open(newFolder());
    await put(folder, ...issued);
    await publishPending(folder, () => true);
    await put(folder, event('d', 0));
    await publishPending(folder, () => true);
    expect((await folder.events.after(0, 10)).events).toStrictEqual([
      { sequence: 1, event: { id: 'a', type: 'password.issued', at: 1 } },
      { sequence: 2, event: { id: 'b', type: 'password.issued', userId: '1', version: 3, at: 2 } },
      { sequence: 3, event: { id: 'c', type: 'password.issued', at: 3 } },
      { sequence: 4, event: { id: 'd', type: 'password.issued', at: 0 } },
    ]);
    expect(await folder.outbox.pending(10)).toStrictEqual([]);
  });

  test('is read from a place on, a page at a time, by the next process too', async () => {
    const path = newFolder();
    const folder = await open(path);
    await folder.events.publish(issued);
    folder.close();
    const { events } = await open(path);
    const page = async (after: number, limit: number): Promise<[number[], number]> => {
      const logged = await events.after(after, limit);
      return [logged.events.map(({ sequence }) => sequence), logged.next];
    };
    expect(await page(1, 1)).toStrictEqual([[2], 2]);
    expect(await page(2, 10)).toStrictEqual([[3], 3]);
    expect(await page(3, 10)).toStrictEqual([[], 3]);
  });

  test('has an event once, though it was published and then killed before it left the outbox', async () => {
    const folder = await open(newFolder());
    await put(folder, ...issued);
    await folder.events.publish(await folder.outbox.pending(2));
    await publishPending(folder, () => true);
    const { events } = await folder.events.after(0, 10);
    expect(events.map((logged) => logged.event.id)).toStrictEqual(['a', 'b', 'c']);
  });
});
