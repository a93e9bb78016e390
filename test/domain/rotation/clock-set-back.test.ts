import { join } from 'node:path';
import { pickRun } from '../../../functions/domain/runs/free-runs';
import { durationMs, epochMs, later } from '../../../functions/domain/time';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
import { sqliteRunStore } from '../../../local/platform/sqlite-run-store';
import { bareRun } from '../../contracts/sample-runs';
import { crowdUser } from '../../fakes/crowd-google';
import { provingWorld } from '../../fakes/proving-world';
import { MANAGER, RotationWorld } from '../../fakes/rotation-world';
import { newFolder } from '../../local/platform/new-folder';

const DAY = 86_400_000;

let database: SqliteDatabase;
beforeEach(() => {
  database = new SqliteDatabase(join(newFolder(), 'state.sqlite'));
});
afterEach(() => {
  database.close();
});

/** Lets it keep its runs in a store that takes what its reader refuses. */
function keepRunsOnDisk(world: RotationWorld): void {
  Object.assign(world, { runs: sqliteRunStore(database) });
}

describe('a run goes on after the clock was set back in its first batch', () => {
  test('if it rotates', async () => {
    const world = new RotationWorld();
    keepRunsOnDisk(world);
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
    await world.people(120);
    let sets = 0;
    world.google.onSet = () => {
      sets += 1;
      if (sets === 5) world.clock.advance(-10_000);
      return 'applied';
    };
    await world.rotateNow('all');
    await world.tasks.pass(600_000);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 120 } });
  });

  test('without waiting for the lease of another call until the clock has caught up', async () => {
    const world = new RotationWorld();
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
    await world.people(3);
    const until = later(world.clock.now(), durationMs(10_000));
    await world.accounts.transact(crowdUser(0).id, (account) => ({
      write: { ...account!, lease: { holder: 'another call', until } },
      result: undefined,
    }));
    world.google.onSet = () => {
      if (world.rotated === 0) world.clock.advance(-DAY);
      return 'applied';
    };
    const slept: number[] = [];
    const sleep = world.clock.sleep.bind(world.clock);
    world.clock.sleep = (forMs) => {
      slept.push(forMs);
      return sleep(forMs);
    };
    await world.rotateNow('all');
    await world.tasks.pass(1_000);
    expect(Math.max(...slept)).toBe(25_000);
  });

  test('and takes nobody from a page that was listed more than a minute ago', async () => {
    const world = new RotationWorld();
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
    await world.people(400);
    world.callsPerSecond = 1;
    world.google.onSet = () => {
      if (world.rotated === 0) {
        world.clock.advance(-600_000);
        world.google.add(crowdUser(399, { isAdmin: true }));
      }
      return 'applied';
    };
    await world.rotateNow('all');
    await world.tasks.pass(1_800_000);
    expect(world.google.changes.has(crowdUser(399).id)).toBe(false);
    expect(world.rotated).toBe(399);
  });

  test('if it proves', async () => {
    const world = await provingWorld(12);
    keepRunsOnDisk(world);
    let binds = 0;
    world.ldap.arrived = () => {
      binds += 1;
      if (binds === 1) world.clock.advance(-60_000);
    };
    const runId = await world.start('prove', 'all');
    await world.tasks.pass(600_000);
    expect(await world.runs.read(runId)).toMatchObject({ state: 'finished', counts: { done: 12 } });
  });
});

test('a run whose last batch a clock noted that was ahead gets its turns', () => {
  const now = epochMs(1_767_225_600_000);
  const list = bareRun('list', now, { startedBy: MANAGER, scope: { userKeys: ['1'] } });
  const lastBatchAt = later(now, durationMs(3 * DAY));
  const ahead = bareRun('ahead', now, { startedBy: 'schedule', scope: 'due', lastBatchAt });
  expect(pickRun([list, ahead], list, now)?.runId).toBe('ahead');
});
