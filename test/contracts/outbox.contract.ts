import { userId } from '../../functions/domain/account';
import { type PasswordEvent } from '../../functions/domain/event';
import { event, type NewStores, type Stores } from './sample-documents';

/** The contract of every `Outbox`, for events written by transactions of the same database. */
export function describeOutbox(name: string, newStores: NewStores): void {
  describe(`Outbox: ${name}`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await newStores();
    });
    const write = (...events: readonly PasswordEvent[]): Promise<void> =>
      stores.accounts.transact(userId('1'), () => ({ events, result: undefined }));
    const pendingIds = async (limit: number): Promise<string[]> =>
      (await stores.outbox.pending(limit)).map(({ id }) => id);

    test('is empty at first', async () => {
      expect(await stores.outbox.pending(10)).toStrictEqual([]);
    });

    test('gives the oldest first, those of one moment by id, whoever wrote them when', async () => {
      await write(event('b', 200), event('c', 100));
      await write(event('a', 200));
      await stores.configurations.transact(() => ({
        events: [event('d', 150, { type: 'configuration.changed' })],
        result: undefined,
      }));
      expect(await pendingIds(10)).toStrictEqual(['c', 'd', 'a', 'b']);
    });

    test('gives no more than asked for, and the same again until they are removed', async () => {
      await write(event('a', 1), event('b', 2), event('c', 3));
      expect(await pendingIds(2)).toStrictEqual(['a', 'b']);
      expect(await pendingIds(2)).toStrictEqual(['a', 'b']);
      await stores.outbox.remove(['a', 'b']);
      expect(await pendingIds(2)).toStrictEqual(['c']);
    });

    test('gives an event with exactly the fields it was written with', async () => {
      const whole = event('5c3f', 1700000000123, {
        type: 'password.rotated',
        userId: userId('100000000000000000001'),
        primaryEmail: 'zoë@bücher.example',
        version: 12,
      });
      await write(whole, event('bare', 1700000000124, { type: 'configuration.changed' }));
      expect(await stores.outbox.pending(10)).toStrictEqual([
        {
          id: '5c3f',
          type: 'password.rotated',
          userId: '100000000000000000001',
          primaryEmail: 'zoë@bücher.example',
          version: 12,
          at: 1700000000123,
        },
        { id: 'bare', type: 'configuration.changed', at: 1700000000124 },
      ]);
    });

    test('an event that is written again while it is pending is there once', async () => {
      await write(event('a', 1));
      await write(event('a', 1), event('b', 2));
      expect(await pendingIds(10)).toStrictEqual(['a', 'b']);
    });

    test('removing twice, removing what was never there and removing nothing all pass', async () => {
      await write(event('a', 1), event('b', 2));
      await stores.outbox.remove(['a', 'never-there']);
      await stores.outbox.remove(['a']);
      await stores.outbox.remove([]);
      expect(await pendingIds(10)).toStrictEqual(['b']);
    });

    test('more events than a database takes in one batch are removed in one call', async () => {
      const many = Array.from({ length: 1100 }, (_, index) => event(`e${10_000 + index}`, 7));
      for (let from = 0; from < many.length; from += 100)
        await write(...many.slice(from, from + 100));
      expect(await pendingIds(2000)).toHaveLength(1100);
      await stores.outbox.remove(many.slice(1).map(({ id }) => id));
      expect(await pendingIds(10)).toStrictEqual(['e10000']);
    });
  });
}
