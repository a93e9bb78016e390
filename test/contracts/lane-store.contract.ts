import { type LaneStore } from '../../functions/ports/lane-store';
import { fullLane } from './sample-documents';

const NEW = { refused: { calls: 0, updates: 0 } };

/** A store, and how to make the document of its lane unreadable. */
export type LaneUnderTest = { readonly lanes: LaneStore; readonly spoil: () => Promise<unknown> };

/** The contract of every `LaneStore`. */
export function describeLaneStore(name: string, newStore: () => LaneUnderTest): void {
  describe(`LaneStore: ${name}`, () => {
    let lanes: LaneStore;
    let spoil: LaneUnderTest['spoil'];
    beforeEach(() => {
      ({ lanes, spoil } = newStore());
    });
    const save = (write: typeof fullLane | null): Promise<void> =>
      lanes.transact('directory', () => ({ write, result: undefined }));

    test('a lane that was never written is a new one', async () => {
      expect(await lanes.read('directory')).toStrictEqual(NEW);
      expect(await lanes.transact('directory', (lane) => ({ result: lane }))).toStrictEqual(NEW);
    });

    test('each lane has its own state', async () => {
      await save(fullLane);
      expect(await lanes.read('binds')).toStrictEqual(NEW);
    });

    test('a written lane reads back with every field, and no field that was absent', async () => {
      await save(fullLane);
      expect(await lanes.read('directory')).toStrictEqual(fullLane);
      const { lease: _, ...free } = fullLane;
      await save(free);
      expect(await lanes.read('directory')).toStrictEqual(free);
      await save(NEW);
      expect(await lanes.read('directory')).toStrictEqual(NEW);
    });

    test('a step without `write` changes nothing, and `write: null` forgets', async () => {
      await save(fullLane);
      const told = await lanes.transact('directory', (lane) => ({ result: lane.refused.calls }));
      expect(told).toBe(4);
      expect(await lanes.read('directory')).toStrictEqual(fullLane);
      await save(null);
      expect(await lanes.read('directory')).toStrictEqual(NEW);
    });

    test('of 30 concurrent refusals none is lost', async () => {
      await Promise.all(
        Array.from({ length: 30 }, () =>
          lanes.transact('directory', (lane) => ({
            write: { ...lane, refused: { ...lane.refused, calls: lane.refused.calls + 1 } },
            result: undefined,
          })),
        ),
      );
      expect((await lanes.read('directory')).refused).toStrictEqual({ calls: 30, updates: 0 });
    });

    test('a step that throws writes nothing, and its very error comes through', async () => {
      const bug = new RangeError('in the step');
      const failed = lanes.transact('directory', () => {
        throw bug;
      });
      await expect(failed).rejects.toBe(bug);
      expect(await lanes.read('directory')).toStrictEqual(NEW);
    });

    test('an unreadable lane is not given out as a free one, and is replaced once', async () => {
      await save(fullLane);
      expect(await lanes.replaceUnreadable('directory', NEW)).toBeUndefined();
      expect(await lanes.read('directory')).toStrictEqual(fullLane);
      await spoil();
      await expect(lanes.read('directory')).rejects.toThrow('is not in the form');
      await expect(save(NEW)).rejects.toThrow('is not in the form');
      const instead = { lease: fullLane.lease!, refused: { calls: 0, updates: 0 } };
      const told = await Promise.all(
        [1, 2].map(() => lanes.replaceUnreadable('directory', instead)),
      );
      const reasons = told.flatMap((error) => error?.message ?? []);
      expect(reasons).toStrictEqual([
        expect.stringMatching(/^lanes\/directory is not in the form .* A new one replaces it/),
      ]);
      expect(await lanes.read('directory')).toStrictEqual(instead);
    });
  });
}
