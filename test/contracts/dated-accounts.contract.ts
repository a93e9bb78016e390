import { type Account, ciphertext, type Device, userId } from '../../functions/domain/account';
import { type AccountDate } from '../../functions/domain/passwords/account-dates';
import { epochMs } from '../../functions/domain/time';
import { type AccountPage, type AccountStore } from '../../functions/ports/account-store';
import { bareAccount } from './sample-documents';

const SET = epochMs(1_767_225_600_000);

const device = (version: number, state: Device['state'] = 'installed'): Device => ({
  deviceId: `device with ${version}`,
  version,
  state,
  at: SET,
});

const CANDIDATE = {
  version: 8,
  ciphertext: ciphertext('YQ=='),
  createdAt: epochMs(2),
  sent: true,
  refused: false,
  purpose: 'set',
} as const;

/** An account with version 7, whose rotation is due at `turn`. */
const turning = (id: string, turn: number, more: Partial<Account> = {}): Account =>
  bareAccount(id, {
    status: 'active',
    current: { version: 7, ciphertext: ciphertext('YQ=='), createdAt: SET, setAt: SET },
    nextRotationAt: epochMs(turn),
    lastVersion: 7,
    ...more,
  });

/** The part of the `AccountStore` suite about what a tick finds by a date, and about devices. */
export function describeDatedAccounts(current: () => AccountStore): void {
  const save = async (...documents: readonly Account[]): Promise<void> => {
    for (const write of documents) {
      await current().transact(write.userId, () => ({ write, result: undefined }));
    }
  };
  const ids = ({ accounts }: AccountPage): string[] => accounts.map((account) => account.userId);
  const dated = async (date: AccountDate, before: number): Promise<string[]> =>
    ids(await current().dated({ date, before: epochMs(before), limit: 10 }));

  describe('accounts by a date', () => {
    test('come earliest first, then by id, page by page, and are counted', async () => {
      await save(turning('1', 5), turning('3', 2), turning('2', 2), turning('4', 9));
      await save(bareAccount('5', { nextRotationAt: epochMs(1) }));
      const ask = { date: 'unannouncedTurn', before: epochMs(5) } as const;
      const first = await current().dated({ ...ask, limit: 2 });
      expect(ids(first)).toStrictEqual(['2', '3']);
      await save(turning('2', 2, { announcedTurn: epochMs(2) }));
      const rest = await current().dated({
        ...ask,
        limit: 2,
        pageToken: first.nextPageToken ?? '',
      });
      expect(ids(rest)).toStrictEqual(['1']);
      expect(rest).not.toHaveProperty('nextPageToken');
      expect(await current().countDated('unannouncedTurn')).toBe(3);
      expect(await current().dated({ ...ask, limit: 2, pageToken: 'no token' })).toMatchObject({
        accounts: [],
        badPageToken: true,
      });
    });

    test('an announced turn comes no more, a new one does', async () => {
      await save(turning('1', 5, { announcedTurn: epochMs(5) }));
      expect(await dated('unannouncedTurn', 9)).toStrictEqual([]);
      await save(turning('1', 8, { announcedTurn: epochMs(5) }));
      expect(await dated('unannouncedTurn', 9)).toStrictEqual(['1']);
    });

    test('a turn comes by its own date, also if the account has work that is due before', async () => {
      const lastFailure = { code: 'no-answer', at: epochMs(3), attempts: 1 };
      const retried = { retryAt: epochMs(3), lastFailure };
      await save(turning('1', 5, { candidates: [CANDIDATE] }), turning('2', 4, retried));
      expect(await dated('unannouncedTurn', 3)).toStrictEqual([]);
      expect(await dated('unannouncedTurn', 4)).toStrictEqual(['2']);
      expect(await dated('unannouncedTurn', 5)).toStrictEqual(['2', '1']);
    });

    test('a turn that waits for a device is not due, until the device has the password', async () => {
      const held = { heldForDevices: true } as const;
      await save(turning('1', 5, { ...held, devices: [device(6)] }), turning('2', 4, held));
      expect(await dated('heldTurn', 4)).toStrictEqual([]);
      expect(await dated('heldTurn', 5)).toStrictEqual(['1']);
      expect(await current().countDated('heldTurn')).toBe(1);
      expect(await current().countDue({ before: epochMs(9), turns: true })).toBe(1);
      await save(turning('1', 5, { ...held, devices: [device(7)] }));
      expect(await dated('heldTurn', 9)).toStrictEqual([]);
      expect(await current().countDue({ before: epochMs(9), turns: true })).toBe(2);
    });

    test('a rotation that was asked for comes when it is to be tried', async () => {
      const askedRotation = { at: epochMs(3), by: 'mdm@example.com' };
      await save(
        turning('1', 90, { askedRotation, retryAt: epochMs(8) }),
        turning('2', 90, { retryAt: epochMs(8) }),
        turning('3', 90, { askedRotation, status: 'revoked' }),
      );
      expect(await dated('rotationAskedAt', 7)).toStrictEqual([]);
      expect(await dated('rotationAskedAt', 8)).toStrictEqual(['1']);
    });
  });

  test('a stored copy comes by the moment when it was set, until it is destroyed', async () => {
    const at = (id: string, set: number): Account => {
      const current = { version: 7, createdAt: SET, setAt: epochMs(set) };
      return turning(id, 90, { current: { ...current, ciphertext: ciphertext('c2VhbGVk') } });
    };
    const destroyed = at('2', 3);
    const { ciphertext: _, ...known } = destroyed.current!;
    const write: Account = { ...destroyed, current: { ...known, forgottenAt: epochMs(9) } };
    await save(at('1', 5), destroyed, at('3', 8), bareAccount('4'));
    expect(await dated('keptSince', 5)).toStrictEqual(['2', '1']);
    await save(write);
    await current().eraseTraces('all');
    expect(await dated('keptSince', 8)).toStrictEqual(['1', '3']);
    const later = { date: 'keptSince', before: epochMs(8), after: epochMs(5), limit: 10 } as const;
    expect(ids(await current().dated(later))).toStrictEqual(['3']);
    expect(await current().read(userId('2'))).toStrictEqual({ ...write, revision: 2 });
  });

  test('the devices without the current password are counted over all accounts', async () => {
    expect(await current().countBehind()).toBe(0);
    await save(
      turning('1', 5, { devices: [device(6), device(5), device(7)] }),
      turning('2', 5, { devices: [device(7, 'failed')] }),
      turning('3', 5, { devices: [device(7)] }),
      bareAccount('4', { status: 'revoked', devices: [device(1)] }),
    );
    expect(await current().countBehind()).toBe(3);
    await current().transact(userId('1'), () => ({ write: null, result: undefined }));
    expect(await current().countBehind()).toBe(1);
  });
}
