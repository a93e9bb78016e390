import { type Account, ciphertext, userId } from '../../functions/domain/account';
import { epochMs } from '../../functions/domain/time';
import { type AccountPage, type AccountStore } from '../../functions/ports/account-store';
import { bareAccount } from './sample-documents';

/** The part of the `AccountStore` suite about the help desk's lists and counts. */
export function describeAccountLists(current: () => AccountStore): void {
  const save = async (...documents: readonly Account[]): Promise<void> => {
    for (const write of documents) {
      await current().transact(write.userId, () => ({ write, result: undefined }));
    }
  };
  const remove = (id: string): Promise<void> =>
    current().transact(userId(id), () => ({ write: null, result: undefined }));
  const addresses = (page: AccountPage): string[] =>
    page.accounts.map(({ primaryEmail }) => primaryEmail);
  const ids = (page: AccountPage): string[] => page.accounts.map((account) => account.userId);

  const named = (id: string, primaryEmail: string, more: Partial<Account> = {}): Account =>
    bareAccount(id, { primaryEmail, ...more });

  describe('list', () => {
    test('an empty store has one empty page', async () => {
      expect(await current().list({ limit: 10 })).toStrictEqual({
        accounts: [],
        unreadable: [],
      });
    });

    test('accounts come by ascending address in lower case, those of one address by id', async () => {
      await save(
        named('1', 'carol@example.com'),
        named('2', 'Bob@example.com'),
        named('3', 'alice@example.com'),
        named('5', 'dave@example.com'),
        named('4', 'dave@example.com'),
        named('6', 'élodie@example.com'),
      );
      expect(ids(await current().list({ limit: 10 }))).toStrictEqual([
        '3',
        '2',
        '1',
        '4',
        '5',
        '6',
      ]);
    });

    test('whole accounts are given, as a read gives them', async () => {
      await save(bareAccount('1', { nextRotationAt: epochMs(9) }));
      expect((await current().list({ limit: 1 })).accounts).toStrictEqual([
        await current().read(userId('1')),
      ]);
    });

    test('an address is found by its prefix, in any case', async () => {
      await save(
        named('1', 'Anna@example.com'),
        named('2', 'annabel@example.com'),
        named('3', 'ann_x@example.com'),
        named('4', 'hannah@example.com'),
        named('5', 'anx@example.com'),
      );
      expect(addresses(await current().list({ query: 'aNNa', limit: 10 }))).toStrictEqual([
        'Anna@example.com',
        'annabel@example.com',
      ]);
      expect(ids(await current().list({ query: 'anna@example.com', limit: 10 }))).toStrictEqual([
        '1',
      ]);
      expect(ids(await current().list({ query: 'example', limit: 10 }))).toStrictEqual([]);
    });

    test('characters with a special meaning in a database are literal in a query', async () => {
      await save(named('1', "o'neil%_*@example.com"), named('2', 'oxneilyyz@example.com'));
      expect(ids(await current().list({ query: "o'", limit: 10 }))).toStrictEqual(['1']);
      for (const query of ['%', 'o_neil', 'ox*', "' OR 1=1 --", '\u0000', '/', '..']) {
        expect(ids(await current().list({ query, limit: 10 }))).toStrictEqual([]);
      }
    });

    test('an id is found only by its full text', async () => {
      await save(named('100200300', 'a@example.com'), named('100200301', 'b@example.com'));
      expect(ids(await current().list({ query: '100200300', limit: 10 }))).toStrictEqual([
        '100200300',
      ]);
      expect(ids(await current().list({ query: '1002003', limit: 10 }))).toStrictEqual([]);
    });

    test('an empty query matches everything', async () => {
      await save(named('1', 'a@example.com'), named('2', 'b@example.com'));
      expect(ids(await current().list({ query: '', limit: 10 }))).toStrictEqual(['1', '2']);
    });

    test('status and query must both match', async () => {
      await save(
        named('1', 'a1@example.com', { status: 'active' }),
        named('2', 'a2@example.com', { status: 'parked' }),
        named('3', 'b3@example.com', { status: 'active' }),
      );
      expect(ids(await current().list({ status: 'active', limit: 10 }))).toStrictEqual(['1', '3']);
      expect(ids(await current().list({ status: 'active', query: 'a', limit: 10 }))).toStrictEqual([
        '1',
      ]);
      expect(ids(await current().list({ status: 'parked', query: '1', limit: 10 }))).toStrictEqual(
        [],
      );
    });

    test('what binds have shown of the password must match, as must a change by somebody else', async () => {
      const at = epochMs(1767225600000);
      const password = { version: 2, ciphertext: ciphertext('YQ=='), createdAt: at, setAt: at };
      const held = (id: string, more: Partial<Account>): Account =>
        named(id, `u${id}@example.com`, { current: password, lastVersion: 2, ...more });
      const drift = { at, source: 'activity-log' } as const;
      await save(
        held('1', { proof: { version: 2, result: 'works', at } }),
        held('2', { proof: { version: 2, result: 'refused', at }, drift }),
        held('3', { proof: { version: 2, result: 'refused', at }, status: 'parked' }),
        held('4', {}),
        held('5', { drift }),
        named('6', 'u6@example.com'),
      );
      const found = async (filter: Partial<Parameters<AccountStore['list']>[0]>) =>
        ids(await current().list({ limit: 10, ...filter }));
      expect(await found({ proof: 'proved' })).toStrictEqual(['1']);
      expect(await found({ proof: 'doubted' })).toStrictEqual(['2', '3']);
      expect(await found({ proof: 'unproved' })).toStrictEqual(['4', '5']);
      expect(await found({ drifted: true })).toStrictEqual(['2', '5']);
      expect(await found({ proof: 'doubted', drifted: true })).toStrictEqual(['2']);
      expect(await found({ proof: 'doubted', status: 'parked' })).toStrictEqual(['3']);
      expect(await found({ proof: 'doubted', query: 'U3' })).toStrictEqual(['3']);
      expect(await found({ drifted: true, query: '5' })).toStrictEqual(['5']);
      expect(await found({ drifted: true, query: '1' })).toStrictEqual([]);
      await save(held('5', {}));
      expect(await found({ drifted: true })).toStrictEqual(['2']);
    });

    test('pages end with the limit, and the last has no token', async () => {
      await save(...['1', '2', '3', '4', '5'].map((id) => bareAccount(id)));
      const first = await current().list({ limit: 2 });
      const second = await current().list({ limit: 2, pageToken: first.nextPageToken! });
      const third = await current().list({ limit: 2, pageToken: second.nextPageToken! });
      expect([first, second, third].map(ids)).toStrictEqual([['1', '2'], ['3', '4'], ['5']]);
      expect(third).not.toHaveProperty('nextPageToken');
      expect(await current().list({ limit: 5 })).not.toHaveProperty('nextPageToken');
    });

    test('a page goes on from its place while accounts are added and deleted before it', async () => {
      await save(...['3', '4', '5', '6'].map((id) => bareAccount(id)));
      const first = await current().list({ limit: 2 });
      await save(bareAccount('1'), bareAccount('2'));
      await remove('3');
      await remove('4');
      const second = await current().list({ limit: 2, pageToken: first.nextPageToken! });
      expect([first, second].map(ids)).toStrictEqual([
        ['3', '4'],
        ['5', '6'],
      ]);
    });

    test('an invalid page token differs from an empty page', async () => {
      await save(bareAccount('1'));
      const refused = { accounts: [], unreadable: [], badPageToken: true };
      for (const pageToken of ['', 'x', '{}', 'bnVsbA', '../../etc', '\u0000', 'é'.repeat(5000)]) {
        expect(await current().list({ limit: 10, pageToken })).toStrictEqual(refused);
        const asked = { before: epochMs(1), limit: 10, pageToken };
        expect(await current().due({ ...asked, turns: true })).toStrictEqual(refused);
        expect(await current().madeBefore(asked)).toStrictEqual(refused);
        expect(await current().madeBefore({ ...asked, orgUnitPath: '/A' })).toStrictEqual(refused);
      }
    });
  });

  test('accounts are counted by status, with 0 for an absent status', async () => {
    expect(await current().countByStatus()).toStrictEqual({
      active: 0,
      unconfirmed: 0,
      parked: 0,
      revoked: 0,
      'no-password': 0,
    });
    await save(
      bareAccount('1', { status: 'active' }),
      bareAccount('2', { status: 'active' }),
      bareAccount('3', { status: 'parked' }),
      bareAccount('4', { status: 'revoked' }),
    );
    await save(bareAccount('2', { status: 'unconfirmed' }));
    await remove('4');
    expect(await current().countByStatus()).toStrictEqual({
      active: 1,
      unconfirmed: 1,
      parked: 1,
      revoked: 0,
      'no-password': 0,
    });
  });

  test('those that are tried again are counted', async () => {
    expect(await current().countRetrying()).toBe(0);
    await save(
      bareAccount('1', { retryAt: epochMs(0) }),
      bareAccount('2', { retryAt: epochMs(1790000000000), status: 'parked' }),
      bareAccount('3', { nextRotationAt: epochMs(5) }),
    );
    expect(await current().countRetrying()).toBe(2);
    await save(bareAccount('1'));
    expect(await current().countRetrying()).toBe(1);
  });

  test('those that somebody else changed are counted, and come earliest first, page by page', async () => {
    const drifted = (id: string, at: number): Account =>
      bareAccount(id, { drift: { at: epochMs(at), source: 'activity-log' } });
    expect(await current().countDrifted()).toBe(0);
    expect(await current().drifted({ limit: 10 })).toStrictEqual({ accounts: [], unreadable: [] });
    await save(drifted('1', 5), drifted('3', 2), drifted('2', 2), bareAccount('4'));
    expect(await current().countDrifted()).toBe(3);
    const first = await current().drifted({ limit: 2 });
    expect(ids(first)).toStrictEqual(['2', '3']);
    await save(bareAccount('2'));
    const rest = await current().drifted({ limit: 2, pageToken: first.nextPageToken ?? '' });
    expect(ids(rest)).toStrictEqual(['1']);
    expect(rest).not.toHaveProperty('nextPageToken');
    expect(await current().countDrifted()).toBe(2);
    expect(await current().drifted({ limit: 2, pageToken: 'no token' })).toMatchObject({
      badPageToken: true,
    });
  });

  test('the last failures come newest first, of any status, up to the limit', async () => {
    const failedAt = (id: string, at: number, more: Partial<Account> = {}): Account =>
      bareAccount(id, {
        lastFailure: { code: 'no-answer', at: epochMs(at), attempts: 1 },
        ...more,
      });
    expect(await current().recentFailures(10)).toStrictEqual({ accounts: [], unreadable: [] });
    await save(
      failedAt('1', 1790000000000, { status: 'active' }),
      failedAt('2', 1790000000002, { status: 'parked' }),
      failedAt('3', 1790000000001, { status: 'unconfirmed' }),
      bareAccount('4'),
    );
    const { accounts: found } = await current().recentFailures(2);
    expect(found.map((account) => account.userId)).toStrictEqual(['2', '3']);
    expect(found[0]).toStrictEqual(await current().read(userId('2')));
    await save(bareAccount('2'));
    const left = await current().recentFailures(10);
    expect(left.accounts.map(({ userId: id }) => id)).toStrictEqual(['3', '1']);
  });

  test('goneUsers lists every account with a `goneSince`, until the field is removed', async () => {
    expect(await current().goneUsers()).toStrictEqual([]);
    const gone = { goneSince: epochMs(5) };
    await save(bareAccount('1', gone), bareAccount('2'), bareAccount('3', gone));
    expect((await current().goneUsers()).toSorted()).toStrictEqual(['1', '3']);
    await save(bareAccount('1'));
    expect(await current().goneUsers()).toStrictEqual(['3']);
  });
}
