import { userId } from '../../functions/domain/account';
import { type PasswordEvent } from '../../functions/domain/event';
import { event, type Stores } from './sample-documents';

/** `spoilEvent` makes the document of an event one that can't be read. */
export type OutboxStores = Stores & { readonly spoilEvent: (id: string) => Promise<unknown> };

/** The contract of every `Outbox`, for events written by transactions of the same database. */
export function describeOutbox(name: string, newStores: () => Promise<OutboxStores>): void {
  describe(`Outbox: ${name}`, () => {
    let stores: OutboxStores;
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

    test('gives the oldest first, with equal times by id, whatever the order of writing', async () => {
      await write(event('b', 200), event('c', 100));
      await write(event('a', 200));
      await stores.configurations.transact(() => ({
        events: [event('d', 150, { type: 'configuration.changed' })],
        result: undefined,
      }));
      expect(await pendingIds(10)).toStrictEqual(['c', 'd', 'a', 'b']);
    });

    test('passes over unreadable events, and tells why they are', async () => {
      await write(event('a', 1), event('b', 2), event('c', 3), event('d', 4), event('e', 5));
      expect(await stores.outbox.unreadable()).toStrictEqual([]);
      await stores.spoilEvent('a');
      await stores.spoilEvent('b');
      await stores.spoilEvent('d');
      expect(await pendingIds(1)).toStrictEqual(['c']);
      expect(await pendingIds(2)).toStrictEqual(['c', 'e']);
      await stores.outbox.remove(['c', 'e']);
      expect(await pendingIds(2)).toStrictEqual([]);
      const reasons = (await stores.outbox.unreadable()).map(({ message }) => message);
      expect(reasons).toStrictEqual([
        expect.stringMatching(/^outbox\/a is not in the form of schema version 1: /),
        expect.stringMatching(/^outbox\/b is not in the form of schema version 1: /),
        expect.stringMatching(/^outbox\/d is not in the form of schema version 1: /),
      ]);
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

    test('an event that is written twice is there once', async () => {
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
