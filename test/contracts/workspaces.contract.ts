import { type Account, ciphertext } from '../../functions/domain/account';
import { epochMs } from '../../functions/domain/time';
import { type AccountStore } from '../../functions/ports/account-store';
import { bareAccount } from './sample-documents';

/** The part of the `AccountStore` suite about the Workspace that passwords belong to. */
export function describeWorkspaces(current: () => AccountStore): void {
  const save = async (...documents: readonly Account[]): Promise<void> => {
    for (const write of documents) {
      await current().transact(write.userId, () => ({ write, result: undefined }));
    }
  };
  const made = { version: 1, ciphertext: ciphertext('YQ=='), createdAt: epochMs(1) };
  const holding = (id: string, more: Partial<Account>): Account =>
    bareAccount(id, { status: 'active', current: { ...made, setAt: epochMs(1) }, ...more });
  const ids = async (filter: { pageToken?: string; limit: number }) => {
    const { accounts, nextPageToken } = await current().ofWorkspace({
      customerId: 'C1',
      ...filter,
    });
    return { ids: accounts.map((account) => account.userId), nextPageToken };
  };

  describe('Workspaces', () => {
    test('an empty store has none', async () => {
      expect(await current().workspaces()).toStrictEqual([]);
      expect(await current().countOfWorkspace('C1')).toBe(0);
      expect(await ids({ limit: 9 })).toStrictEqual({ ids: [], nextPageToken: undefined });
    });

    test('each is listed and counted once, by its accounts with a password, confirmed or not', async () => {
      const sent = { ...made, sent: true, refused: false, purpose: 'set' } as const;
      await save(
        holding('1', { customerId: 'C2' }),
        holding('2', { customerId: 'C1' }),
        holding('3', { customerId: 'C1', status: 'parked' }),
        bareAccount('4', { customerId: 'C1', status: 'unconfirmed', candidates: [sent] }),
        bareAccount('5', { customerId: 'C3', status: 'revoked' }),
        holding('6', { customerId: null }),
        holding('7', {}),
      );
      expect(await current().workspaces()).toStrictEqual(['C1', 'C2']);
      expect(await current().countOfWorkspace('C1')).toBe(3);
      expect(await current().countOfWorkspace('C3')).toBe(0);
      expect(await ids({ limit: 9 })).toMatchObject({ ids: ['2', '3', '4'] });
    });

    test('one whose last password is forgotten is no longer listed', async () => {
      await save(holding('1', { customerId: 'C1' }), holding('2', {}));
      await save(bareAccount('1', { customerId: 'C1', status: 'revoked' }));
      expect(await current().workspaces()).toStrictEqual([]);
      await save(holding('2', { customerId: 'C4' }));
      expect(await current().workspaces()).toStrictEqual(['C4']);
    });

    test('pages skip no account while those of earlier pages are forgotten', async () => {
      await save(...['1', '2', '3', '4', '5'].map((id) => holding(id, { customerId: 'C1' })));
      const first = await ids({ limit: 2 });
      expect(first.ids).toStrictEqual(['1', '2']);
      await save(bareAccount('1', { customerId: 'C1' }), bareAccount('2', { customerId: 'C1' }));
      const second = await ids({ limit: 2, pageToken: first.nextPageToken! });
      expect(second.ids).toStrictEqual(['3', '4']);
      const last = await ids({ limit: 2, pageToken: second.nextPageToken! });
      expect(last).toStrictEqual({ ids: ['5'], nextPageToken: undefined });
    });

    test('an invalid page token differs from an empty page', async () => {
      const asked = { customerId: 'C1', limit: 9, pageToken: 'x' };
      const refused = { accounts: [], unreadable: [], badPageToken: true };
      expect(await current().ofWorkspace(asked)).toStrictEqual(refused);
    });
  });
}
