import { type Account, ciphertext, userId } from '../../functions/domain/account';
import { epochMs } from '../../functions/domain/time';
import {
  type AccountPage,
  type AccountStore,
  type FoundAccounts,
} from '../../functions/ports/account-store';
import { bareAccount } from './sample-documents';

/** An account whose rotation is due at this moment. */
const turnAt = (id: string, at: number): Account =>
  bareAccount(id, { nextRotationAt: epochMs(at) });

/** An account whose retry is due at this moment, instead of its rotation. */
const retryAt = (id: string, at: number): Account =>
  bareAccount(id, {
    retryAt: epochMs(at),
    nextRotationAt: epochMs(1),
    lastFailure: { code: 'no-answer', at: epochMs(2), attempts: 1 },
  });

/** An account whose password was created at this moment, in this unit. */
const madeAt = (id: string, at: number, orgUnitPath?: string): Account => ({
  ...bareAccount(id, {
    status: 'active',
    current: {
      version: 1,
      ciphertext: ciphertext('YQ=='),
      createdAt: epochMs(at),
      setAt: epochMs(at + 1_000_000),
    },
  }),
  ...(orgUnitPath === undefined ? {} : { orgUnitPath }),
});

/** The part of the `AccountStore` suite about the accounts that runs take. */
export function describeDueAccounts(current: () => AccountStore): void {
  const save = async (...documents: readonly Account[]): Promise<void> => {
    for (const write of documents) {
      await current().transact(write.userId, () => ({ write, result: undefined }));
    }
  };
  const remove = (id: string): Promise<void> =>
    current().transact(userId(id), () => ({ write: null, result: undefined }));
  const ids = ({ accounts }: FoundAccounts): string[] => accounts.map((account) => account.userId);
  const due = async (at: number, turns = true): Promise<string[]> =>
    ids(await current().due({ before: epochMs(at), turns, limit: 10 }));

  /** Reads every page, and calls `meanwhile` after each. */
  const allPages = async (
    next: (pageToken: { pageToken?: string }) => Promise<AccountPage>,
    meanwhile: (page: AccountPage) => Promise<void> = () => Promise.resolve(),
  ): Promise<string[][]> => {
    const seen: string[][] = [];
    let token: { pageToken?: string } | undefined = {};
    while (token !== undefined) {
      const page: AccountPage = await next(token);
      seen.push(ids(page));
      await meanwhile(page);
      token = page.nextPageToken === undefined ? undefined : { pageToken: page.nextPageToken };
    }
    return seen;
  };

  describe('due', () => {
    test('gives those at or before the moment, the longest due first, then by id', async () => {
      await save(turnAt('1', 500), turnAt('3', 100), turnAt('2', 100), turnAt('4', 501));
      await save(bareAccount('5'));
      expect(await due(500)).toStrictEqual(['2', '3', '1']);
      const nobody = await current().due({ before: epochMs(99), turns: true, limit: 10 });
      expect(nobody).toStrictEqual({ accounts: [], unreadable: [] });
    });

    test('turns and unfinished work share one order; without turns, only unfinished work', async () => {
      await save(
        turnAt('turn', 300),
        retryAt('retry', 200),
        bareAccount('begun', {
          status: 'unconfirmed',
          nextRotationAt: epochMs(150),
          lease: { holder: 'h', until: epochMs(400) },
          candidates: [
            {
              version: 1,
              ciphertext: ciphertext('YQ=='),
              createdAt: epochMs(90),
              sent: true,
              refused: false,
              purpose: 'set',
            },
          ],
        }),
      );
      expect(await due(1_000_000)).toStrictEqual(['begun', 'retry', 'turn']);
      expect(await due(1_000_000, false)).toStrictEqual(['retry', 'begun']);
      expect(await due(5_399, false)).toStrictEqual(['retry']);
    });

    test('gives every status, and moments of today to the millisecond', async () => {
      await save(
        bareAccount('1', { status: 'revoked', nextRotationAt: epochMs(1790000000001) }),
        bareAccount('2', { status: 'active', nextRotationAt: epochMs(1790000000000) }),
        bareAccount('3', {
          status: 'parked',
          nextRotationAt: epochMs(5),
          lastFailure: { code: 'no-answer', at: epochMs(1790000000002 - 604800000), attempts: 5 },
        }),
      );
      expect(await due(1790000000000)).toStrictEqual(['2']);
      expect(await due(1790000000001)).toStrictEqual(['2', '1']);
      expect(await due(1790000000002)).toStrictEqual(['2', '1', '3']);
    });

    test('skips no account while the accounts of earlier pages are rotated', async () => {
      await save(...['1', '2', '3', '4', '5'].map((id) => turnAt(id, 100)), turnAt('6', 200));
      const seen = await allPages(
        (token) => current().due({ before: epochMs(1000), turns: true, limit: 2, ...token }),
        (page) => save(...ids(page).map((id) => turnAt(id, 5000))),
      );
      expect(seen).toStrictEqual([
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ]);
    });

    test('goes on from its place when the account there is gone', async () => {
      await save(turnAt('1', 100), turnAt('2', 100), turnAt('3', 300));
      const asked = { before: epochMs(1000), turns: true };
      const first = await current().due({ ...asked, limit: 1 });
      await remove('1');
      const pageToken = first.nextPageToken!;
      const rest = await current().due({ ...asked, limit: 10, pageToken });
      expect([first, rest].map(ids)).toStrictEqual([['1'], ['2', '3']]);
    });

    test('is counted at or before the moment, with turns or without', async () => {
      const count = (at: number, turns = true): Promise<number> =>
        current().countDue({ before: epochMs(at), turns });
      await save(turnAt('1', 100), turnAt('2', 200), turnAt('3', 300), bareAccount('4'));
      await save(retryAt('5', 150));
      expect(await count(99)).toBe(0);
      expect(await count(200)).toBe(3);
      expect([await count(149, false), await count(150, false)]).toStrictEqual([0, 1]);
      await save(turnAt('1', 900), bareAccount('2'), bareAccount('5'));
      expect([await count(899), await count(900)]).toStrictEqual([1, 2]);
    });
  });

  describe('due between two addresses', () => {
    const between = async (from: string, to: string, more = {}): Promise<string[]> => {
      const asked = { before: epochMs(500), turns: true, from, to, ...more };
      return ids(await current().dueBetween(asked));
    };

    test('gives the due ones, both ends included, by address', async () => {
      await save(
        { ...turnAt('1', 500), primaryEmail: 'Carol@example.com' },
        { ...turnAt('2', 400), primaryEmail: 'dora@example.com' },
        { ...turnAt('3', 501), primaryEmail: 'carl@example.com' },
        { ...turnAt('4', 100), primaryEmail: 'bob@example.com' },
        { ...turnAt('5', 300), primaryEmail: 'dora@example.com.au' },
        { ...turnAt('6', 300), primaryEmail: 'zoë@example.com' },
        { ...bareAccount('7'), primaryEmail: 'carla@example.com' },
      );
      expect(await between('bob@example.com', 'dora@example.com')).toStrictEqual(['4', '1', '2']);
      expect(await between('c', 'c')).toStrictEqual([]);
      expect(await between('', '\u{10ffff}')).toStrictEqual(['4', '1', '2', '5', '6']);
    });

    test('without turns gives only unfinished work', async () => {
      await save(turnAt('1', 100), retryAt('2', 200), retryAt('3', 501));
      expect(await between('', '\u{10ffff}')).toStrictEqual(['1', '2']);
      expect(await between('', '\u{10ffff}', { turns: false })).toStrictEqual(['2']);
    });
  });

  test('counts passwords made after one time, and at or before another', async () => {
    expect(await current().countMade({})).toBe(0);
    await save(madeAt('1', 100), madeAt('2', 200), madeAt('3', 300), madeAt('4', 300));
    await save(bareAccount('5'));
    const [low, high] = [epochMs(100), epochMs(200)];
    expect(await current().countMade({ upTo: low })).toBe(1);
    expect(await current().countMade({ after: low, upTo: high })).toBe(1);
    expect(await current().countMade({ after: high })).toBe(2);
    expect(await current().countMade({})).toBe(4);
  });

  describe('made before', () => {
    test('gives older passwords, the oldest first, then by id, and no account without one', async () => {
      await save(madeAt('1', 300), madeAt('3', 100), madeAt('2', 100), madeAt('4', 500));
      await save(bareAccount('5'));
      const seen = await allPages((token) =>
        current().madeBefore({ before: epochMs(500), limit: 2, ...token }),
      );
      expect(seen).toStrictEqual([['2', '3'], ['1']]);
    });

    test('gives a unit and the units below it, however many others sort between them', async () => {
      const others = ['!', '-old', ' B', 'ff', '.x'].flatMap((end) => [
        madeAt(`1${end}`, 100, `/staff${end}`),
        madeAt(`2${end}`, 100, `/staff${end}`),
      ]);
      await save(...others, madeAt('a', 400, '/staff'), madeAt('b', 300, '/staff/paris/1er'));
      await save(
        madeAt('c', 200, '/staff/élan'),
        madeAt('d', 500, '/staff'),
        madeAt('e', 100, '/'),
      );
      await save(madeAt('f', 100), madeAt('g', 100, '/sta'), madeAt('h', 100, '/stafff'));
      const seen = await allPages((token) =>
        current().madeBefore({ before: epochMs(500), orgUnitPath: '/staff', limit: 2, ...token }),
      );
      expect(seen.flat().toSorted()).toStrictEqual(['a', 'b', 'c']);
    });

    test('in a unit skips no account while earlier pages get newer passwords', async () => {
      await save(...['1', '2', '3', '4', '5'].map((id) => madeAt(id, 100, '/A')));
      const asked = { before: epochMs(500), orgUnitPath: '/A', limit: 2 };
      const seen = await allPages(
        (token) => current().madeBefore({ ...asked, ...token }),
        (page) => save(...ids(page).map((id) => madeAt(id, 900, '/A'))),
      );
      expect(seen.flat()).toStrictEqual(['1', '2', '3', '4', '5']);
    });

    test('gives all accounts for the root', async () => {
      await save(madeAt('1', 100), madeAt('2', 200, '/A'), madeAt('3', 300, '/'));
      const asked = { before: epochMs(500), orgUnitPath: '/', limit: 10 };
      expect(ids(await current().madeBefore(asked))).toStrictEqual(['1', '2', '3']);
    });
  });
}
