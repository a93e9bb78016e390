import { type Run, RUN_STATES } from '../../functions/domain/runs/run';
import { type RunStore } from '../../functions/ports/run-store';
import { bareRun, fullRun } from './sample-runs';

const ofSchedule = ({ startedBy }: Run): boolean => startedBy === 'schedule';

/** A store, and a way to make the document of one of its runs unreadable. */
export type RunStoreUnderTest = {
  readonly runs: RunStore;
  readonly spoil: (runId: string) => Promise<unknown>;
};

/** The contract of every `RunStore`. */
export function describeRunStore(name: string, newStore: () => RunStoreUnderTest): void {
  describe(`RunStore: ${name}`, () => {
    let runs: RunStore;
    let spoil: RunStoreUnderTest['spoil'];
    beforeEach(() => {
      ({ runs, spoil } = newStore());
    });
    const save = async (...all: readonly Run[]): Promise<void> => {
      for (const write of all) {
        await runs.transact(write.runId, () => ({ write, result: undefined }));
      }
    };
    const ids = (found: readonly Run[]): string[] => found.map(({ runId }) => runId);

    test('a run that was never written is not there', async () => {
      expect(await runs.read('nothing')).toBeUndefined();
      expect(await runs.transact('nothing', (run) => ({ result: run }))).toBeUndefined();
    });

    test('a written run reads back with every field, and no field that was absent', async () => {
      await save(fullRun, bareRun('bare', 5));
      expect(await runs.read(fullRun.runId)).toStrictEqual(fullRun);
      expect(await runs.read('bare')).toStrictEqual({
        runId: 'bare',
        kind: 'rotate',
        scope: 'due',
        state: 'running',
        startedAt: 5,
        startedBy: 'schedule',
        slice: 1,
        step: 0,
        hand: [],
        putOff: [],
        counts: { done: 0, failed: 0, parked: 0, skipped: 0 },
        skippedBy: {},
        workedMs: 0,
        lastBatchAt: 5,
      });
    });

    test.each(['due', 'all', { orgUnitPath: '/Élèves' }, { userKeys: ['a@example.com'] }] as const)(
      'the scope %j reads back',
      async (scope) => {
        await save(bareRun('r', 1, { scope }));
        expect((await runs.read('r'))?.scope).toStrictEqual(scope);
      },
    );

    test('a field that a later write leaves out is gone, and `write: null` deletes', async () => {
      const { cursor: _, ...rest } = fullRun;
      await save(fullRun, rest);
      expect(await runs.read(fullRun.runId)).not.toHaveProperty('cursor');
      await runs.transact(fullRun.runId, () => ({ write: null, result: undefined }));
      expect(await runs.read(fullRun.runId)).toBeUndefined();
    });

    test('a list of 1,000 users, in hand and put off, is kept', async () => {
      const ids = Array.from({ length: 1000 }, (_, index) => `1000000000000000${10_000 + index}`);
      await save(bareRun('r', 1, { scope: { userKeys: ids }, hand: ids, putOff: ids }));
      expect(await runs.read('r')).toMatchObject({ hand: ids, putOff: ids });
    });

    test('50 concurrent increments of one run lose none', async () => {
      await save(bareRun('r', 1));
      const increment = (): Promise<number> =>
        runs.transact('r', (run) => {
          const slice = run!.slice + 1;
          return { write: { ...run!, slice }, result: slice };
        });
      const told = await Promise.all(Array.from({ length: 50 }, increment));
      expect(told.toSorted((a, b) => a - b)).toStrictEqual(
        Array.from({ length: 50 }, (_, index) => index + 2),
      );
    });

    test('a step that throws writes nothing, and its very error comes through', async () => {
      const bug = new RangeError('in the step');
      const failed = runs.transact('r', () => {
        throw bug;
      });
      await expect(failed).rejects.toBe(bug);
      expect(await runs.read('r')).toBeUndefined();
    });

    test('of 10 concurrent starts that do the same, one writes and all get its run', async () => {
      const given = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          runs.start(bareRun(`r${index}`, 100 + index), ofSchedule),
        ),
      );
      expect(new Set(ids(given)).size).toBe(1);
      expect(ids(await runs.active())).toStrictEqual([given[0]!.runId]);
    });

    test('concurrent starts that do different things all write', async () => {
      const starts = ['a', 'b', 'c'].map((scope) =>
        runs.start(bareRun(scope, 100, { scope: { userKeys: [scope] } }), () => false),
      );
      expect(ids(await Promise.all(starts))).toStrictEqual(['a', 'b', 'c']);
      expect(ids(await runs.active())).toStrictEqual(['a', 'b', 'c']);
    });

    test.each(RUN_STATES)(
      'a run that is %s is used instead of a new one only if active',
      async (state) => {
        await save(bareRun('before', 1, { state }));
        const given = await runs.start(bareRun('after', 2), () => true);
        const active = state !== 'stopped' && state !== 'finished';
        expect(given).toStrictEqual(active ? bareRun('before', 1, { state }) : bareRun('after', 2));
        expect(await runs.read('after')).toStrictEqual(active ? undefined : bareRun('after', 2));
      },
    );

    test('of several active runs, the oldest that does the same is used instead of a new one', async () => {
      await save(
        bareRun('asked-for', 1, { startedBy: 'system-management@example.com' }),
        bareRun('second', 3),
        bareRun('first', 2),
      );
      expect((await runs.start(bareRun('new', 4), ofSchedule)).runId).toBe('first');
      expect(ids(await runs.active())).toStrictEqual(['asked-for', 'first', 'second']);
    });

    test('an existing run with the same id is not overwritten', async () => {
      await save(bareRun('r', 1, { slice: 7 }));
      expect((await runs.start(bareRun('r', 1), () => false)).slice).toBe(7);
      expect((await runs.read('r'))?.slice).toBe(7);
    });

    test('active runs come oldest first, without the stopped and the finished', async () => {
      await save(
        bareRun('c', 300, { state: 'waiting', waitingFor: 'google' }),
        bareRun('a', 100, { state: 'waiting' }),
        bareRun('e', 200, { state: 'running' }),
        bareRun('d', 200, { state: 'running' }),
        bareRun('x', 50, { state: 'stopped' }),
        bareRun('y', 60, { state: 'finished' }),
      );
      expect(ids(await runs.active())).toStrictEqual(['a', 'd', 'e', 'c']);
    });

    test('recent runs come newest first, up to the limit', async () => {
      expect(await runs.recent(10)).toStrictEqual([]);
      await save(
        bareRun('a', 1790000000000),
        bareRun('c', 1790000000002, { state: 'finished' }),
        bareRun('b', 1790000000001, { state: 'stopped' }),
      );
      expect(ids(await runs.recent(2))).toStrictEqual(['c', 'b']);
      expect((await runs.recent(10))[2]).toStrictEqual(bareRun('a', 1790000000000));
    });

    test('runs of the schedule come by their kind, newest first, up to the limit', async () => {
      await save(
        bareRun('a', 100, { state: 'finished' }),
        bareRun('c', 300, { state: 'stopped', stopReason: 'first-wave-failed' }),
        bareRun('b', 200, { state: 'finished' }),
        bareRun('p', 250, { kind: 'prove' }),
        bareRun('m', 350, { startedBy: 'system-management@example.com' }),
      );
      const started = await runs.start(bareRun('d', 400), () => false);
      expect(ids(await runs.ofSchedule('rotate', 2))).toStrictEqual(['d', 'c']);
      expect(ids(await runs.ofSchedule('rotate', 10))).toStrictEqual(['d', 'c', 'b', 'a']);
      expect((await runs.ofSchedule('rotate', 1))[0]).toStrictEqual(started);
      expect(ids(await runs.ofSchedule('prove', 10))).toStrictEqual(['p']);
      expect(await runs.ofSchedule('issue', 10)).toStrictEqual([]);
      await spoil('c');
      expect(ids(await runs.ofSchedule('rotate', 10))).not.toContain('c');
    });

    test('all but the schedule’s proofs come newest first, up to the limit', async () => {
      expect(await runs.besideProofs(10)).toStrictEqual([]);
      await save(
        bareRun('a', 100, { state: 'finished' }),
        bareRun('p', 200, { kind: 'prove' }),
        bareRun('m', 300, { kind: 'prove', startedBy: 'system-management@example.com' }),
        bareRun('q', 500, { kind: 'prove', state: 'finished' }),
      );
      await runs.start(bareRun('b', 400), () => false);
      await runs.start(bareRun('r', 600, { kind: 'prove' }), () => false);
      expect(ids(await runs.besideProofs(10))).toStrictEqual(['b', 'm', 'a']);
      expect(ids(await runs.besideProofs(2))).toStrictEqual(['b', 'm']);
      expect((await runs.besideProofs(10))[2]).toStrictEqual(
        bareRun('a', 100, { state: 'finished' }),
      );
      await spoil('m');
      expect(ids(await runs.besideProofs(10))).not.toContain('m');
    });

    test('a run that can not be read is set aside and reported, and blocks no other', async () => {
      await save(bareRun('a', 100), bareRun('b', 200), bareRun('done', 50, { state: 'finished' }));
      await spoil('a');
      expect(ids(await runs.active())).toStrictEqual(['b']);
      expect(ids(await runs.recent(10))).toStrictEqual(['b', 'done']);
      expect(await runs.read('a')).toBeUndefined();
      expect((await runs.start(bareRun('c', 300), ({ runId }) => runId === 'a')).runId).toBe('c');
      expect((await runs.unreadable()).map(({ message }) => message)).toStrictEqual([
        expect.stringMatching(/^runs\/a is not in the form of schema version 1: /),
      ]);
      await expect(runs.transact('a', () => ({ write: null, result: 1 }))).rejects.toThrow(
        'runs/a',
      );
    });
  });
}
