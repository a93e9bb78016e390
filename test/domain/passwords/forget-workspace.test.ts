import { ciphertext, userId } from '../../../functions/domain/account';
import { DEFAULT_CONFIGURATION } from '../../../functions/domain/configuration/configuration';
import { forgetWorkspace } from '../../../functions/domain/passwords/forget-workspace';
import { otherWorkspaces } from '../../../functions/domain/passwords/other-workspaces';
import { epochMs } from '../../../functions/domain/time';
import { bareAccount, fullConfiguration } from '../../contracts/sample-documents';
import { MemoryAccountStore } from '../../fakes/memory-account-store';

const now = epochMs(1_790_000_000_000);
let accounts: MemoryAccountStore;
/** The Workspace that each read of the configuration shows; the last one repeats. */
let connected: string[];

beforeEach(async () => {
  accounts = new MemoryAccountStore();
  connected = ['C0other01'];
  for (let each = 1; each <= 150; each += 1) {
    const current = {
      version: 1,
      ciphertext: ciphertext('YQ=='),
      createdAt: epochMs(1),
      setAt: epochMs(1),
    };
    const more = { status: 'active', current, customerId: 'C03simu1a' } as const;
    await save(bareAccount(String(each), more));
  }
});

const save = (write: ReturnType<typeof bareAccount>): Promise<void> =>
  accounts.transact(write.userId, () => ({ write, result: undefined }));

const forget = (most?: number): ReturnType<typeof forgetWorkspace> =>
  forgetWorkspace(
    {
      accounts,
      configurations: {
        read: () => {
          const customerId = connected.length > 1 ? connected.shift()! : connected[0]!;
          return Promise.resolve({ ...fullConfiguration, customerId });
        },
        transact: () => Promise.reject(new Error('nothing is written here')),
      },
      clock: { now: () => now, sleep: () => Promise.resolve() },
      newId: () => 'id',
      caller: 'admin@example.com',
      changed: () => undefined,
    },
    'C03simu1a',
    most,
  );

test('all passwords of a Workspace are forgotten, page after page', async () => {
  expect(await forget()).toStrictEqual({ kind: 'forgotten', users: 150, left: 0 });
  expect(await forget()).toStrictEqual({ kind: 'forgotten', users: 0, left: 0 });
});

test('at most the requested number is forgotten, and the next call continues', async () => {
  expect(await forget(120)).toStrictEqual({ kind: 'forgotten', users: 120, left: 30 });
  expect(await forget(120)).toStrictEqual({ kind: 'forgotten', users: 30, left: 0 });
});

test('a Workspace that is connected again in the meantime keeps the rest', async () => {
  connected = ['C0other01', 'C03simu1a'];
  expect(await forget()).toStrictEqual({ kind: 'forgotten', users: 100, left: 50 });
  expect(await forget()).toStrictEqual({ kind: 'connected' });
});

test('an account whose password is being set stays, and does not stop the others', async () => {
  const lease = { holder: 'a', until: epochMs(now + 1_000) };
  await save({ ...accounts.peek(userId('1'))!, lease });
  expect(await forget(10)).toMatchObject({ users: 10, left: 140 });
  expect(await forget()).toMatchObject({ users: 139, left: 1 });
  expect(await forget(10)).toMatchObject({ users: 0, left: 1 });
});

test('only other Workspaces’ accounts are counted; all of them while the connected one is unknown', async () => {
  const { connection } = fullConfiguration;
  const all = [{ customerId: 'C03simu1a', passwords: 150 }];
  const shown = (seeing: Parameters<typeof otherWorkspaces>[1]) =>
    otherWorkspaces({ accounts }, seeing);
  expect(await shown({ connection: connection!, customerId: 'C03simu1a' })).toStrictEqual([]);
  expect(await shown({ connection: connection!, customerId: 'C0other01' })).toStrictEqual(all);
  expect(await shown({ connection: connection! })).toStrictEqual(all);
  expect(await shown(DEFAULT_CONFIGURATION)).toStrictEqual(all);
});

test('a user whose record can’t be written holds up nobody else', async () => {
  accounts.unwritable.add(userId('7'));
  await expect(forget()).rejects.toThrow('too large');
  expect(await accounts.countOfWorkspace('C03simu1a')).toBe(1);
  accounts.unwritable.clear();
  expect(await forget()).toStrictEqual({ kind: 'forgotten', users: 1, left: 0 });
});
