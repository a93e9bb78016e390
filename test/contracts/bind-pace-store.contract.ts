import { epochMs } from '../../functions/domain/time';
import { type BindPaceStore } from '../../functions/ports/bind-pace-store';
import { fullBindPace } from './sample-documents';

/** A store, and how to make the document of its pace unreadable. */
type BindPaceUnderTest = { readonly store: BindPaceStore; readonly spoil: () => Promise<unknown> };

/** What every `BindPaceStore` promises. */
export function describeBindPaceStore(name: string, newStore: () => BindPaceUnderTest): void {
  describe(`BindPaceStore: ${name}`, () => {
    let store: BindPaceStore;
    let spoil: BindPaceUnderTest['spoil'];
    beforeEach(() => {
      ({ store, spoil } = newStore());
    });
    const read = () => store.transact((pace) => ({ result: pace }));

    test('is empty at first', async () => {
      expect(await read()).toBeUndefined();
    });

    test('every step is told the time', async () => {
      const before = Date.now();
      const first = await store.transact((_, now) => ({ result: now }));
      await store.transact(() => ({ write: fullBindPace, result: undefined }));
      const second = await store.transact((_, now) => ({ result: now }));
      // The emulator rounds to microseconds, and its machine may be another.
      expect(Math.abs(first - before)).toBeLessThan(60_000);
      expect(second).toBeGreaterThanOrEqual(first);
    });

    test('a written pace reads back with every field, and no field that was absent', async () => {
      await store.transact(() => ({ write: fullBindPace, result: undefined }));
      expect(await read()).toStrictEqual({
        runsAt: 1767225601333,
        waitedAt: 1767225602000,
        nextAt: 1767225601260,
        recent: [1767225600333, 1767225600920],
        pausedUntil: 1767225660000,
      });
      const bare = {
        runsAt: epochMs(1767225601000),
        waitedAt: epochMs(1767225602000),
        nextAt: epochMs(1767225601000),
      };
      await store.transact(() => ({ write: bare, result: undefined }));
      expect(await read()).toStrictEqual(bare);
    });

    test('a step without `write` changes nothing, and `write: null` forgets', async () => {
      await store.transact(() => ({ write: fullBindPace, result: undefined }));
      await read();
      expect(await read()).toStrictEqual(fullBindPace);
      await store.transact(() => ({ write: null, result: undefined }));
      expect(await read()).toBeUndefined();
    });

    test('an unreadable pace counts as none, and is written over', async () => {
      await store.transact(() => ({ write: fullBindPace, result: undefined }));
      await spoil();
      expect(await read()).toBeUndefined();
      await store.transact(() => ({ write: fullBindPace, result: undefined }));
      expect(await read()).toStrictEqual(fullBindPace);
    });

    test('of 30 places that are taken at the same time none is given twice', async () => {
      const start = { runsAt: epochMs(1_000), waitedAt: epochMs(0), nextAt: epochMs(0) };
      await store.transact(() => ({ write: start, result: undefined }));
      const places = await Promise.all(
        Array.from({ length: 30 }, () =>
          store.transact((pace) => {
            const { runsAt } = pace!;
            return { write: { ...pace!, runsAt: epochMs(runsAt + 1_000) }, result: runsAt };
          }),
        ),
      );
      expect(places.toSorted((a, b) => a - b)).toStrictEqual(
        Array.from({ length: 30 }, (_, index) => 1_000 * (index + 1)),
      );
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
