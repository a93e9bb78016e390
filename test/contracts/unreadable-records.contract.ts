import { type Account, ciphertext, userId } from '../../functions/domain/account';
import { epochMs } from '../../functions/domain/time';
import {
  type AccountPage,
  type AccountStore,
  type FoundAccounts,
} from '../../functions/ports/account-store';
import { type AccountStores } from './account-store.contract';
import { bareAccount } from './sample-documents';

/** An account that every list finds. */
const anywhere = (id: string): Account =>
  bareAccount(id, {
    primaryEmail: `User${id}@example.com`,
    status: 'active',
    current: {
      version: 1,
      ciphertext: ciphertext('YQ=='),
      createdAt: epochMs(100),
      setAt: epochMs(100),
    },
    orgUnitPath: '/Staff',
    customerId: 'C1',
    retryAt: epochMs(200),
    lastFailure: { code: 'no-answer', at: epochMs(150 + Number(id)), attempts: 1 },
  });

type Ask = (
  accounts: AccountStore,
  more: { limit: number; pageToken?: string },
) => Promise<AccountPage>;

const LISTS: [string, Ask][] = [
  ['list', (accounts, more) => accounts.list(more)],
  ['list by status', (accounts, more) => accounts.list({ status: 'active', ...more })],
  ['list by address', (accounts, more) => accounts.list({ query: 'user', ...more })],
  ['due', (accounts, more) => accounts.due({ before: epochMs(999), turns: true, ...more })],
  [
    'due of what was begun',
    (accounts, more) => accounts.due({ before: epochMs(999), turns: false, ...more }),
  ],
  [
    'toProve',
    (accounts, more) => accounts.toProve({ before: epochMs(99_999), proved: false, ...more }),
  ],
  ['ofWorkspace', (accounts, more) => accounts.ofWorkspace({ customerId: 'C1', ...more })],
  ['madeBefore', (accounts, more) => accounts.madeBefore({ before: epochMs(999), ...more })],
  [
    'madeBefore in a unit',
    (accounts, more) =>
      accounts.madeBefore({ before: epochMs(999), orgUnitPath: '/Staff', ...more }),
  ],
];

/**
 * The part of the `AccountStore` suite about records that can't be read: changed by hand, or written by a
 * newer release.
 */
export function describeUnreadableRecords(current: () => AccountStores): void {
  describe('a record that can not be read', () => {
    let accounts: AccountStore;
    beforeEach(async () => {
      accounts = current().accounts;
      for (const id of ['1', '2', '3', '4', '5']) {
        await accounts.transact(userId(id), () => ({ write: anywhere(id), result: undefined }));
      }
      await current().spoil(userId('2'));
      await current().spoil(userId('4'));
    });
    const ids = (found: FoundAccounts) => ({
      accounts: found.accounts.map((account) => account.userId),
      unreadable: found.unreadable.map((record) => record.userId),
    });

    test('is refused when it is read alone', async () => {
      await expect(accounts.read(userId('2'))).rejects.toThrow('is not in the form');
      const transacted = accounts.transact(userId('2'), () => ({ write: null, result: undefined }));
      await expect(transacted).rejects.toThrow('is not in the form');
      expect((await accounts.readMany([userId('2')])).unreadable).toHaveLength(1);
    });

    test.each(LISTS)('hides no other account in %s, nor in the pages after it', async (_, ask) => {
      expect(await ask(accounts, { limit: 10 })).toMatchObject({
        accounts: [{ userId: '1' }, { userId: '3' }, { userId: '5' }],
        unreadable: [
          { userId: '2', primaryEmail: 'user2@example.com' },
          { userId: '4', primaryEmail: 'user4@example.com' },
        ],
      });
      const first = await ask(accounts, { limit: 2 });
      const second = await ask(accounts, { limit: 2, pageToken: first.nextPageToken! });
      const third = await ask(accounts, { limit: 2, pageToken: second.nextPageToken! });
      expect([first, second, third].map(ids)).toStrictEqual([
        { accounts: ['1'], unreadable: ['2'] },
        { accounts: ['3'], unreadable: ['4'] },
        { accounts: ['5'], unreadable: [] },
      ]);
      expect(third).not.toHaveProperty('nextPageToken');
    });

    test('hides no other account in calls without pages', async () => {
      const both = { accounts: ['1', '3'], unreadable: ['2', '4'] };
      const many = ids(await accounts.readMany(['4', '3', '2', '1', '9'].map(userId)));
      expect({
        accounts: many.accounts.toSorted(),
        unreadable: many.unreadable.toSorted(),
      }).toStrictEqual(both);
      const addresses = [4, 3, 2, 1, 9].map((number) => `user${number}@example.com`);
      const named = ids(await accounts.named(addresses));
      expect({
        accounts: named.accounts.toSorted(),
        unreadable: named.unreadable.toSorted(),
      }).toStrictEqual(both);
      const between = { from: 'user1', to: 'user4@example.com', before: epochMs(999) };
      expect(ids(await accounts.dueBetween({ ...between, turns: true }))).toStrictEqual(both);
      expect(ids(await accounts.dueBetween({ ...between, turns: false }))).toStrictEqual(both);
      expect(ids(await accounts.recentFailures(4))).toStrictEqual({
        accounts: ['5', '3'],
        unreadable: ['4', '2'],
      });
    });

    test('is found by its id in the help desk’s list', async () => {
      expect(ids(await accounts.list({ query: '2', limit: 10 }))).toStrictEqual({
        accounts: [],
        unreadable: ['2'],
      });
    });

    test('counts like the others', async () => {
      expect((await accounts.countByStatus()).active).toBe(5);
      expect(await accounts.countDue({ before: epochMs(999), turns: true })).toBe(5);
      expect(await accounts.countRetrying()).toBe(5);
    });

    test('is put off as one to prove, and as one that is due stays as it was', async () => {
      await accounts.putOff(userId('2'), epochMs(90_000), 'proof');
      const toProve = async (before: number) =>
        ids(await accounts.toProve({ before: epochMs(before), proved: false, limit: 10 }));
      expect(await toProve(89_999)).toMatchObject({ unreadable: ['4'] });
      expect(await toProve(90_000)).toMatchObject({ unreadable: ['4', '2'] });
      const due = await accounts.due({ before: epochMs(700), turns: true, limit: 10 });
      expect(ids(due).unreadable).toStrictEqual(['2', '4']);
    });

    test('is put off, with turns and without; a readable or missing one is not', async () => {
      for (const id of ['2', '3', '9']) await accounts.putOff(userId(id), epochMs(700));
      const due = async (before: number, turns: boolean) =>
        ids(await accounts.due({ before: epochMs(before), turns, limit: 10 }));
      for (const turns of [true, false]) {
        expect(await due(699, turns)).toStrictEqual({
          accounts: ['1', '3', '5'],
          unreadable: ['4'],
        });
        expect(await due(700, turns)).toStrictEqual({
          accounts: ['1', '3', '5'],
          unreadable: ['4', '2'],
        });
      }
      expect(await accounts.read(userId('3'))).toStrictEqual({ ...anywhere('3'), revision: 1 });
      expect(await accounts.read(userId('9'))).toBeUndefined();
      await expect(accounts.read(userId('2'))).rejects.toThrow('is not in the form');
    });
  });
}
