import { epochMs } from '../../functions/domain/time';
import { type PaceStore } from '../../functions/ports/pace-store';
import { fullPace } from './sample-documents';

/** A store, and how to make the document of its pace unreadable. */
export type PaceUnderTest = { readonly store: PaceStore; readonly spoil: () => Promise<unknown> };

/** What every `PaceStore` promises. */
export function describePaceStore(name: string, newStore: () => PaceUnderTest): void {
  describe(`PaceStore: ${name}`, () => {
    let store: PaceStore;
    let spoil: PaceUnderTest['spoil'];
    beforeEach(() => {
      ({ store, spoil } = newStore());
    });

    test('is empty at first', async () => {
      expect(await store.read()).toBeUndefined();
      expect(await store.transact((pace) => ({ result: pace }))).toBeUndefined();
    });

    test('a written pace reads back with every field, and no field that was absent', async () => {
      await store.transact(() => ({ write: fullPace, result: undefined }));
      expect(await store.read()).toStrictEqual({
        callsPerSecond: 9.75,
        pausedUntil: 1767225601500,
        refusals: 2,
        updatedAt: 1767225600500,
      });
      const bare = { callsPerSecond: 25, refusals: 0, updatedAt: epochMs(1767225600501) };
      await store.transact(() => ({ write: bare, result: undefined }));
      expect(await store.read()).toStrictEqual(bare);
    });

    test('a step without `write` changes nothing, and `write: null` forgets', async () => {
      await store.transact(() => ({ write: fullPace, result: undefined }));
      expect(await store.transact((pace) => ({ result: pace?.refusals }))).toBe(2);
      expect(await store.read()).toStrictEqual(fullPace);
      await store.transact(() => ({ write: null, result: undefined }));
      expect(await store.read()).toBeUndefined();
    });

    test('of 30 concurrent refusals none is lost', async () => {
      await store.transact(() => ({ write: { ...fullPace, refusals: 0 }, result: undefined }));
      await Promise.all(
        Array.from({ length: 30 }, () =>
          store.transact((pace) => ({
            write: { ...pace!, refusals: pace!.refusals + 1 },
            result: undefined,
          })),
        ),
      );
      expect((await store.read())?.refusals).toBe(30);
    });

    test('a step that throws writes nothing, and its very error comes through', async () => {
      const bug = new RangeError('in the step');
      const failed = store.transact(() => {
        throw bug;
      });
      await expect(failed).rejects.toBe(bug);
      expect(await store.read()).toBeUndefined();
    });

    test('an unreadable pace counts as none, is told once, and then begins anew', async () => {
      await store.transact(() => ({ write: fullPace, result: undefined }));
      expect(await store.forgetUnreadable()).toBeUndefined();
      expect(await store.read()).toStrictEqual(fullPace);
      await spoil();
      expect(await store.read()).toBeUndefined();
      const seen = await store.transact((pace) => ({ write: fullPace, result: pace ?? 'none' }));
      expect(seen).toBe('none');
      expect((await store.forgetUnreadable())?.message).toMatch(
        /^pace\/\w+ is not in the form .* A new one replaces it/,
      );
      expect(await store.forgetUnreadable()).toBeUndefined();
      expect(await store.read()).toBeUndefined();
      await store.transact(() => ({ write: fullPace, result: undefined }));
      expect(await store.read()).toStrictEqual(fullPace);
    });
  });
}
