import { epochMs } from '../../functions/domain/time';
import { type SettledActivities } from '../../functions/domain/drift/settled-activities';
import { type SettledActivityStore } from '../../functions/ports/settled-activity-store';

/** A store, and how to make its document unreadable. */
type StoreUnderTest = {
  readonly store: SettledActivityStore;
  readonly spoil: () => Promise<unknown>;
};

const settled: SettledActivities = {
  connectedAt: epochMs(1767225601333),
  minutes: 'shk42o=1.2rhhjh0qrr lhk42n=p.0',
};

/** What every `SettledActivityStore` promises. */
export function describeSettledActivityStore(name: string, newStore: () => StoreUnderTest): void {
  describe(`SettledActivityStore: ${name}`, () => {
    let store: SettledActivityStore;
    let spoil: StoreUnderTest['spoil'];
    beforeEach(() => {
      ({ store, spoil } = newStore());
    });
    const read = () => store.transact((found) => ({ result: found }));
    const write = (written: SettledActivities | null) =>
      store.transact(() => ({ write: written, result: undefined }));

    test('is empty at first, and keeps what is written until that is forgotten', async () => {
      expect(await read()).toBeUndefined();
      await write(settled);
      await read();
      expect(await read()).toStrictEqual({
        connectedAt: 1767225601333,
        minutes: 'shk42o=1.2rhhjh0qrr lhk42n=p.0',
      });
      await write(null);
      expect(await read()).toBeUndefined();
    });

    test('keeps 64 kB', async () => {
      const large = { ...settled, minutes: 'shk42o=1.2rhhjh0qrr '.repeat(3_200) };
      await write(large);
      expect(await read()).toStrictEqual(large);
    });

    test('what is unreadable counts as nothing known, and is written over', async () => {
      await write(settled);
      await spoil();
      expect(await read()).toBeUndefined();
      await write(settled);
      expect(await read()).toStrictEqual(settled);
    });

    test('of steps at the same time, each sees what the one before it wrote', async () => {
      await write({ ...settled, minutes: '' });
      await Promise.all(
        Array.from({ length: 20 }, () =>
          store.transact((found) => ({
            write: { ...settled, minutes: `${found!.minutes}.` },
            result: undefined,
          })),
        ),
      );
      expect((await read())?.minutes).toHaveLength(20);
    });

    test('a step that throws writes nothing, and its very error comes through', async () => {
      const bug = new RangeError('in the step');
      const failed = store.transact(() => {
        throw bug;
      });
      await expect(failed).rejects.toBe(bug);
      expect(await read()).toBeUndefined();
    });
  });
}
