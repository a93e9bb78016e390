import { userId } from '../../functions/domain/account';
import { type Run, RUN_STATES } from '../../functions/domain/rotation/run';
import { type MarkOutcome } from '../../functions/domain/run-mark';
import { type AccountStore } from '../../functions/ports/account-store';
import { epochMs } from '../../functions/domain/time';
import { type RunStore } from '../../functions/ports/run-store';
import { bareAccount, bareRun, fullRun } from './sample-documents';

/** Runs, and the accounts of the same database, whose marks they count. */
export type RunStores = { readonly runs: RunStore; readonly accounts: AccountStore };

/** What every `RunStore` promises. */
export function describeRunStore(name: string, newStores: () => Promise<RunStores>): void {
  describe(`RunStore: ${name}`, () => {
    let runs: RunStore;
    let accounts: AccountStore;
    beforeEach(async () => {
      ({ runs, accounts } = await newStores());
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
        scope: 'due',
        state: 'running',
        startedAt: 5,
        startedBy: 'schedule',
        pass: 1,
        passStartedAt: 5,
        enqueued: 0,
        skipped: {},
        unmarked: 0,
        left: 0,
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
      const { page: _, ...rest } = fullRun;
      await save(fullRun, rest);
      expect(await runs.read(fullRun.runId)).not.toHaveProperty('page');
      await runs.transact(fullRun.runId, () => ({ write: null, result: undefined }));
      expect(await runs.read(fullRun.runId)).toBeUndefined();
    });

    test('a page of 500 accounts is kept', async () => {
      const tasks = Array.from({ length: 500 }, (_, index) => ({
        userId: userId(`1000000000000000${10_000 + index}`),
      }));
      await save(bareRun('r', 1, { page: { decidedAt: epochMs(1), tasks, skips: [] } }));
      expect((await runs.read('r'))?.page).toStrictEqual({ decidedAt: 1, tasks, skips: [] });
    });

    test('50 concurrent increments of one run lose none', async () => {
      await save(bareRun('r', 1));
      const increment = (): Promise<number> =>
        runs.transact('r', (run) => {
          const enqueued = run!.enqueued + 1;
          return { write: { ...run!, enqueued }, result: enqueued };
        });
      const told = await Promise.all(Array.from({ length: 50 }, increment));
      expect(told.toSorted((a, b) => a - b)).toStrictEqual(
        Array.from({ length: 50 }, (_, index) => index + 1),
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

    test('of 10 scheduled starts at once, one writes and all are given its run', async () => {
      const given = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          runs.startScheduled(bareRun(`r${index}`, 100 + index)),
        ),
      );
      expect(new Set(ids(given)).size).toBe(1);
      expect(ids(await runs.active())).toStrictEqual([given[0]!.runId]);
    });

    test.each(RUN_STATES)(
      'a run that is %s blocks a scheduled start only if active',
      async (state) => {
        await save(bareRun('before', 1, { state }));
        const given = await runs.startScheduled(bareRun('after', 2));
        const active = state !== 'stopped' && state !== 'finished';
        expect(given.runId).toBe(active ? 'before' : 'after');
        expect(await runs.read('after')).toStrictEqual(active ? undefined : bareRun('after', 2));
      },
    );

    test('an active run of an administrator does not block a scheduled start', async () => {
      await save(bareRun('asked-for', 1, { startedBy: 'system-management@example.com' }));
      expect((await runs.startScheduled(bareRun('scheduled', 2))).runId).toBe('scheduled');
      expect(ids(await runs.active())).toStrictEqual(['asked-for', 'scheduled']);
    });

    test('active runs come oldest first, without the stopped and the finished', async () => {
      await save(
        bareRun('c', 300, { state: 'planning' }),
        bareRun('a', 100, { state: 'first-wave' }),
        bareRun('e', 200, { state: 'running' }),
        bareRun('d', 200, { state: 'running' }),
        bareRun('x', 50, { state: 'stopped' }),
        bareRun('y', 60, { state: 'finished' }),
      );
      expect(ids(await runs.active())).toStrictEqual(['a', 'd', 'e', 'c']);
    });

    test('recent runs come newest first, as many as asked for', async () => {
      expect(await runs.recent(10)).toStrictEqual([]);
      await save(
        bareRun('a', 1790000000000),
        bareRun('c', 1790000000002, { state: 'finished' }),
        bareRun('b', 1790000000001, { state: 'stopped' }),
      );
      expect(ids(await runs.recent(2))).toStrictEqual(['c', 'b']);
      expect((await runs.recent(10))[2]).toStrictEqual(bareRun('a', 1790000000000));
    });

    test('marks are counted by run and outcome, each account by its present mark', async () => {
      const mark = (id: string, runId: string, outcome: MarkOutcome): Promise<void> =>
        accounts.transact(userId(id), () => ({
          write: bareAccount(id, { mark: { runId, outcome } }),
          result: undefined,
        }));
      const none = { done: 0, failed: 0, parked: 0, skipped: 0 };
      expect(await runs.countMarks('r1')).toStrictEqual(none);
      await mark('1', 'r1', 'done');
      await mark('2', 'r1', 'done');
      await mark('3', 'r1', 'failed');
      await mark('4', 'r1', 'skipped');
      await mark('5', 'r2', 'parked');
      await accounts.transact(userId('6'), () => ({ write: bareAccount('6'), result: undefined }));
      expect(await runs.countMarks('r1')).toStrictEqual({
        done: 2,
        failed: 1,
        parked: 0,
        skipped: 1,
      });
      await mark('3', 'r1', 'parked');
      await mark('1', 'r2', 'done');
      expect(await runs.countMarks('r1')).toStrictEqual({
        done: 1,
        failed: 0,
        parked: 1,
        skipped: 1,
      });
      expect(await runs.countMarks('r2')).toStrictEqual({ ...none, done: 1, parked: 1 });
    });
  });
}
