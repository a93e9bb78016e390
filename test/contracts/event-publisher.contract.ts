import { userId } from '../../functions/domain/account';
import { type PasswordEvent } from '../../functions/domain/event';
import { type EventPublisher } from '../../functions/ports/event-publisher';
import { event } from './sample-documents';

/** A publisher, and the events that its subscribers have received, each as JSON. */
export type PublisherUnderTest = {
  readonly publisher: EventPublisher;
  /** Waits for at least `count` events and returns them in any order. */
  readonly told: (count: number) => Promise<readonly Readonly<Record<string, unknown>>[]>;
};

/** The contract of every `EventPublisher`. */
export function describeEventPublisher(
  name: string,
  newPublisher: () => Promise<PublisherUnderTest>,
): void {
  describe(`EventPublisher: ${name}`, () => {
    let under: PublisherUnderTest;
    beforeEach(async () => {
      under = await newPublisher();
    });

    test('an event is published with exactly its fields, its time as RFC 3339', async () => {
      const rotated: PasswordEvent = event('5c3f', 1700000000123, {
        type: 'password.rotated',
        userId: userId('100000000000000000001'),
        primaryEmail: 'zoë@bücher.example',
        version: 12,
      });
      await under.publisher.publish([rotated]);
      expect(await under.told(1)).toStrictEqual([
        {
          id: '5c3f',
          type: 'password.rotated',
          userId: '100000000000000000001',
          primaryEmail: 'zoë@bücher.example',
          version: 12,
          at: '2023-11-14T22:13:20.123Z',
        },
      ]);
    });

    test('a field that an event does not have is not published', async () => {
      await under.publisher.publish([event('a', 0, { type: 'configuration.failing' })]);
      expect(await under.told(1)).toStrictEqual([
        { id: 'a', type: 'configuration.failing', at: '1970-01-01T00:00:00.000Z' },
      ]);
    });

    test('publishing nothing succeeds', async () => {
      await under.publisher.publish([]);
      await under.publisher.publish([event('a', 1)]);
      expect(await under.told(1)).toHaveLength(1);
    });

    test('an event that is published again arrives at least once, under the same id', async () => {
      await under.publisher.publish([event('a', 1)]);
      await under.publisher.publish([event('a', 1), event('b', 2)]);
      const ids = (await under.told(2)).map(({ id }) => id);
      expect(new Set(ids)).toStrictEqual(new Set(['a', 'b']));
    });

    test('more events than fit into one call all arrive', async () => {
      const many = Array.from({ length: 2100 }, (_, index) => event(`e${10_000 + index}`, index));
      await under.publisher.publish(many);
      const ids = (await under.told(2100)).map(({ id }) => String(id));
      expect(new Set(ids).size).toBe(2100);
      expect(ids.toSorted()[2099]).toBe('e12099');
    });
  });
}
