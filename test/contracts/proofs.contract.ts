import { type Account, ciphertext, userId } from '../../functions/domain/account';
import { epochMs } from '../../functions/domain/time';
import { type AccountStore } from '../../functions/ports/account-store';
import { bareAccount } from './sample-documents';

const MINUTE = 60_000;
const SET = 1_767_225_600_000;

/** An account whose password was set at this minute. */
const setAt = (id: string, minute: number, more: Partial<Account> = {}): Account => {
  const at = epochMs(SET + minute * MINUTE);
  const current = { version: 1, ciphertext: ciphertext('YQ=='), createdAt: at, setAt: at };
  return bareAccount(id, { status: 'active', current, lastVersion: 1, ...more });
};

/** The same, with a proof at this minute. */
const proved = (id: string, minute: number, result: 'works' | 'refused' = 'works'): Account =>
  setAt(id, minute - 120, {
    proof: { version: 1, result, at: epochMs(SET + minute * MINUTE) },
  });

/** The part of the `AccountStore` suite about the passwords that runs prove. */
export function describeProofs(current: () => AccountStore): void {
  const save = async (...documents: readonly Account[]): Promise<void> => {
    for (const write of documents) {
      await current().transact(write.userId, () => ({ write, result: undefined }));
    }
  };
  const ids = async (isProved: boolean, minute: number, limit = 10): Promise<string[]> => {
    const filter = { proved: isProved, before: epochMs(SET + minute * MINUTE) };
    const found: string[] = [];
    let token: { pageToken?: string } | undefined = {};
    while (token !== undefined) {
      const page = await current().toProve({ ...filter, ...token, limit });
      found.push(...page.accounts.map((account) => account.userId));
      token = page.nextPageToken === undefined ? undefined : { pageToken: page.nextPageToken };
    }
    expect(await current().countToProve(filter)).toBe(found.length);
    return found;
  };

  describe('passwords to prove', () => {
    test('the unproved come a minute after they were set, the earliest first, then by id', async () => {
      await save(setAt('1', 5), setAt('3', 2), setAt('2', 2), setAt('4', 10), proved('5', 1));
      await save(bareAccount('6'));
      expect(await ids(false, 6)).toStrictEqual(['2', '3', '1']);
      expect(await ids(false, 6, 1)).toStrictEqual(['2', '3', '1']);
      expect(await ids(false, 2)).toStrictEqual([]);
    });

    test('those proved come by the moment of the proof, whatever it showed', async () => {
      await save(proved('1', 30), proved('2', 20, 'refused'), proved('3', 40), setAt('4', 1));
      expect(await ids(true, 30)).toStrictEqual(['2', '1']);
      expect(await ids(true, 99, 1)).toStrictEqual(['2', '1', '3']);
    });

    test('a changed password is unproved again, and a lost one is not to be proved', async () => {
      await save(proved('1', 30), proved('2', 30));
      const { proof } = proved('1', 30);
      await save(setAt('1', 50, { ...(proof ? { proof: { ...proof, version: 0 } } : {}) }));
      await save(bareAccount('2', { status: 'revoked' }));
      expect(await ids(true, 99)).toStrictEqual([]);
      expect(await ids(false, 99)).toStrictEqual(['1']);
    });

    test('an unknown token is said to be bad', async () => {
      const page = await current().toProve({
        proved: false,
        before: epochMs(SET),
        pageToken: 'no such token',
        limit: 10,
      });
      expect(page).toMatchObject({ accounts: [], badPageToken: true });
    });

    test('a clock that ran ahead is found by what it proved, held, made or freed', async () => {
      const at = (minute: number) => epochMs(SET + minute * MINUTE);
      await save(proved('1', 30), setAt('2', 10), setAt('3', 10, { proofHeldUntil: at(30) }));
      await save(setAt('4', 40, { proof: { version: 1, result: 'works', at: at(10) } }));
      await save(setAt('5', 10, { freedAt: at(30) }));
      const found = async (
        after: readonly [made: number, proved: number, unproved: number, freed: number],
      ) => {
        const page = await current().writtenAhead({
          madeAfter: at(after[0]),
          unfinishedAfter: at(99),
          provedAfter: at(after[1]),
          unprovedAfter: at(after[2]),
          freedAfter: at(after[3]),
          limit: 10,
        });
        return page.accounts.map((account) => account.userId).toSorted();
      };
      expect(await found([40, 30, 30, 30])).toStrictEqual([]);
      expect(await found([40, 29, 30, 30])).toStrictEqual(['1']);
      expect(await found([40, 30, 29, 30])).toStrictEqual(['3']);
      expect(await found([39, 30, 30, 30])).toStrictEqual(['4']);
      expect(await found([40, 30, 30, 29])).toStrictEqual(['5']);
      expect(await found([0, 0, 0, 0])).toStrictEqual(['1', '2', '3', '4', '5']);
    });

    test('are counted by what binds have shown', async () => {
      expect(await current().countByProof()).toStrictEqual({ proved: 0, doubted: 0, unproved: 0 });
      await save(proved('1', 1), proved('2', 1), proved('3', 1, 'refused'), setAt('4', 1));
      await save(bareAccount('5'));
      expect(await current().countByProof()).toStrictEqual({ proved: 2, doubted: 1, unproved: 1 });
      await current().transact(userId('1'), () => ({ write: null, result: undefined }));
      expect(await current().countByProof()).toStrictEqual({ proved: 1, doubted: 1, unproved: 1 });
    });
  });
}
