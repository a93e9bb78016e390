import { type UserId, userId } from '../../functions/domain/account';
import { type AccountStore } from '../../functions/ports/account-store';
import { describeAccountLists } from './account-lists.contract';
import { describeDatedAccounts } from './dated-accounts.contract';
import { describeDueAccounts } from './due-accounts.contract';
import { describeProofs } from './proofs.contract';
import { bareAccount, event, fullAccount, type Stores } from './sample-documents';
import { describeWorkspaces } from './workspaces.contract';
import { describeUnreadableRecords } from './unreadable-records.contract';

const ALICE = userId('101');
const BOB = userId('102');

/** `spoil` makes an account's record unreadable and keeps the values by which queries find it. */
export type AccountStores = Stores & { readonly spoil: (id: UserId) => Promise<unknown> };

/** The contract of every `AccountStore`, with the outbox that its transactions write to. */
export function describeAccountStore(name: string, newStores: () => Promise<AccountStores>): void {
  describe(`AccountStore: ${name}`, () => {
    let stores: AccountStores;
    let accounts: AccountStore;
    beforeEach(async () => {
      stores = await newStores();
      accounts = stores.accounts;
    });

    test('an account that was never written is not there', async () => {
      expect(await accounts.read(ALICE)).toBeUndefined();
      expect(await accounts.transact(ALICE, (account) => ({ result: account }))).toBeUndefined();
    });

    test('a written account reads back with every field, and no field that was absent', async () => {
      const { userId: fullId } = fullAccount;
      await accounts.transact(fullId, () => ({ write: fullAccount, result: undefined }));
      await accounts.transact(ALICE, () => ({ write: bareAccount('101'), result: undefined }));

      expect(await accounts.read(fullId)).toStrictEqual({ ...fullAccount, revision: 1 });
      expect(await accounts.read(ALICE)).toStrictEqual({
        userId: '101',
        primaryEmail: 'user101@example.com',
        status: 'no-password',
        candidates: [],
        lastVersion: 0,
        rotationRequests: [],
        revision: 1,
      });
    });

    test('a field that a later write leaves out is gone', async () => {
      const { userId: id, lease, ...released } = fullAccount;
      await accounts.transact(id, () => ({ write: fullAccount, result: undefined }));
      await accounts.transact(id, () => ({ write: { ...released, userId: id }, result: lease }));
      expect(await accounts.read(id)).not.toHaveProperty('lease');
    });

    test('the step receives the current account, and its result is passed on', async () => {
      await accounts.transact(ALICE, () => ({ write: bareAccount('101'), result: undefined }));
      const told = await accounts.transact(ALICE, (account) => ({
        result: { seen: account?.primaryEmail, answer: 42 },
      }));
      expect(told).toStrictEqual({ seen: 'user101@example.com', answer: 42 });
    });

    test('the store counts revisions, whatever revision the step wrote', async () => {
      await accounts.transact(ALICE, () => ({
        write: bareAccount('101', { revision: 900 }),
        result: undefined,
      }));
      expect((await accounts.read(ALICE))?.revision).toBe(1);
      await accounts.transact(ALICE, (account) => ({ write: account!, result: undefined }));
      expect((await accounts.read(ALICE))?.revision).toBe(2);
    });

    test('a step without `write` leaves the account unchanged, and its events are still written', async () => {
      await accounts.transact(ALICE, () => ({ write: bareAccount('101'), result: undefined }));
      await accounts.transact(ALICE, () => ({ events: [event('e1', 5)], result: undefined }));
      expect((await accounts.read(ALICE))?.revision).toBe(1);
      expect(await stores.outbox.pending(10)).toStrictEqual([event('e1', 5)]);
    });

    test('`write: null` deletes; an account written again begins at revision 1', async () => {
      await accounts.transact(ALICE, () => ({ write: bareAccount('101'), result: undefined }));
      await accounts.transact(ALICE, (account) => ({ write: account!, result: undefined }));
      await accounts.transact(ALICE, () => ({
        write: null,
        events: [event('gone', 5)],
        result: undefined,
      }));
      expect(await accounts.read(ALICE)).toBeUndefined();
      expect((await stores.outbox.pending(10)).map(({ id }) => id)).toStrictEqual(['gone']);

      await accounts.transact(ALICE, () => ({ write: bareAccount('101'), result: undefined }));
      expect((await accounts.read(ALICE))?.revision).toBe(1);
    });

    test('deleting an account that is not there changes nothing', async () => {
      expect(await accounts.transact(ALICE, () => ({ write: null, result: 'done' }))).toBe('done');
      expect(await accounts.read(ALICE)).toBeUndefined();
    });

    test('account and events are written together', async () => {
      const issued = event('e1', 1700000000000, {
        userId: ALICE,
        primaryEmail: 'user101@example.com',
        version: 1,
      });
      await accounts.transact(ALICE, () => ({
        write: bareAccount('101', { status: 'active', lastVersion: 1 }),
        events: [issued, event('e2', 1700000000001, { type: 'account.parked' })],
        result: undefined,
      }));
      expect((await accounts.read(ALICE))?.status).toBe('active');
      expect(await stores.outbox.pending(10)).toStrictEqual([
        {
          id: 'e1',
          type: 'password.issued',
          userId: '101',
          primaryEmail: 'user101@example.com',
          version: 1,
          at: 1700000000000,
        },
        { id: 'e2', type: 'account.parked', at: 1700000000001 },
      ]);
    });

    test('a step that throws writes nothing, and its own error is passed on', async () => {
      await accounts.transact(ALICE, () => ({ write: bareAccount('101'), result: undefined }));
      const bug = new RangeError('in the step');
      const failed = accounts.transact(ALICE, () => {
        throw bug;
      });
      await expect(failed).rejects.toBe(bug);
      expect((await accounts.read(ALICE))?.revision).toBe(1);
      expect(await stores.outbox.pending(10)).toStrictEqual([]);
    });

    test('a step that throws does not affect concurrent transactions', async () => {
      const settled = await Promise.allSettled(
        ['101', '102', '103', '104'].map((id) =>
          accounts.transact(userId(id), () => {
            if (id === '102') throw new Error('only this one');
            return { write: bareAccount(id), events: [event(`e${id}`, 1)], result: id };
          }),
        ),
      );
      expect(settled.map(({ status }) => status)).toStrictEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'fulfilled',
      ]);
      expect(await accounts.read(BOB)).toBeUndefined();
      expect((await stores.outbox.pending(10)).map(({ id }) => id)).toStrictEqual([
        'e101',
        'e103',
        'e104',
      ]);
    });

    test('50 concurrent increments of one account lose none, and each returns its own number', async () => {
      await accounts.transact(ALICE, () => ({ write: bareAccount('101'), result: undefined }));
      const increment = (): Promise<number> =>
        accounts.transact(ALICE, (account) => {
          const lastVersion = account!.lastVersion + 1;
          return {
            write: { ...account!, lastVersion },
            events: [event(`version-${lastVersion}`, lastVersion)],
            result: lastVersion,
          };
        });
      const told = await Promise.all(Array.from({ length: 50 }, increment));

      const oneToFifty = Array.from({ length: 50 }, (_, index) => index + 1);
      expect(told.toSorted((a, b) => a - b)).toStrictEqual(oneToFifty);
      expect(await accounts.read(ALICE)).toMatchObject({ lastVersion: 50, revision: 51 });
      expect((await stores.outbox.pending(100)).map(({ at }) => at)).toStrictEqual(oneToFifty);
    });

    test('of 10 concurrent claims of one account, one finds it free', async () => {
      const claim = (_: unknown, index: number): Promise<boolean> =>
        accounts.transact(ALICE, (account) =>
          account
            ? { result: false }
            : { write: bareAccount('101', { primaryEmail: `by-${index}@x` }), result: true },
        );
      const won = await Promise.all(Array.from({ length: 10 }, claim));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await accounts.read(ALICE))?.primaryEmail).toBe(`by-${won.indexOf(true)}@x`);
    });

    test('a read right after a transaction sees it', async () => {
      for (let round = 1; round <= 20; round += 1) {
        await accounts.transact(ALICE, () => ({
          write: bareAccount('101', { lastVersion: round }),
          result: undefined,
        }));
        expect((await accounts.read(ALICE))?.lastVersion).toBe(round);
      }
    });

    test('many are read at once, each once; missing ones are left out', async () => {
      expect(await accounts.readMany([])).toStrictEqual({ accounts: [], unreadable: [] });
      await accounts.transact(ALICE, () => ({ write: bareAccount('101'), result: undefined }));
      await accounts.transact(BOB, () => ({ write: fullAccount, result: undefined }));
      const { accounts: found, unreadable } = await accounts.readMany([
        BOB,
        userId('103'),
        ALICE,
        BOB,
      ]);
      expect(unreadable).toStrictEqual([]);
      expect(found).toHaveLength(2);
      expect(found).toContainEqual(await accounts.read(ALICE));
      expect(found).toContainEqual(await accounts.read(BOB));
    });

    test('1,000 are read at once', async () => {
      await accounts.transact(ALICE, () => ({ write: bareAccount('101'), result: undefined }));
      const ids = Array.from({ length: 1000 }, (_, index) => userId(`${101 + index}`));
      expect((await accounts.readMany(ids)).accounts).toHaveLength(1);
    });

    test('many are read by their addresses, all that have one', async () => {
      expect(await accounts.named([])).toStrictEqual({ accounts: [], unreadable: [] });
      const people = [
        bareAccount('101', { primaryEmail: 'Anna@example.com' }),
        bareAccount('102', { primaryEmail: 'anna@example.com' }),
        bareAccount('103', { primaryEmail: 'annabel@example.com' }),
        bareAccount('104', { primaryEmail: 'zoë@example.com' }),
      ];
      for (const write of people) {
        await accounts.transact(write.userId, () => ({ write, result: undefined }));
      }
      const nobody = Array.from({ length: 997 }, (_, index) => `nobody${index}@example.com`);
      const { accounts: found, unreadable } = await accounts.named([
        'anna@example.com',
        ...nobody,
        'zoë@example.com',
        'anna@example.com',
      ]);
      expect(unreadable).toStrictEqual([]);
      expect(found.map((account) => account.userId).toSorted()).toStrictEqual([
        '101',
        '102',
        '104',
      ]);
      expect(found).toContainEqual(await accounts.read(ALICE));
    });

    describeAccountLists(() => accounts);
    describeDueAccounts(() => accounts);
    describeDatedAccounts(() => accounts);
    describeProofs(() => accounts);
    describeWorkspaces(() => accounts);
    describeUnreadableRecords(() => stores);
  });
}
