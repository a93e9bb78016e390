import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { viewRun } from '../../../functions/domain/runs/run-view';
import { openDataFolder } from '../../../local/platform/data-folder';
import { instantFlush } from '../../fakes/instant-flush';
import { provingWorld } from '../../fakes/proving-world';
import { School } from '../../fakes/school';

const SECOND = 1_000;

// Google takes 4 binds in a second for the whole customer. The pace is the one that is stored on one machine.
test.each([
  ['evenly', 300],
  ['in pairs', 300],
  ['at random', 2_000],
] as const)(
  'beside a school that binds twice a second, %s, Google refuses nobody, and %i proofs take as many seconds',
  async (timetable, users) => {
    const folder = mkdtempSync(join(tmpdir(), 'quota-'));
    const data = await openDataFolder(folder, { flush: instantFlush });
    try {
      const world = await provingWorld(users);
      Object.assign(world, { bindPace: data.bindPace(world.clock) });
      const school = new School(world.clock, timetable);
      world.ldap.failureOf = () => (school.takesOurs() ? undefined : 'ldap-quota');
      const begunAt = world.clock.now();
      const runId = await world.start('prove', 'all');
      const asked = (await world.runs.read(runId))!;
      expect(await viewRun(world.ports(), asked)).toMatchObject({
        total: users,
        secondsLeft: users,
      });
      await world.tasks.pass(2_100 * SECOND);

      expect(await world.runs.read(runId)).toMatchObject({
        state: 'finished',
        counts: { done: users, failed: 0, parked: 0, skipped: 0 },
      });
      expect(school.own.refused).toBe(0);
      expect(school.oursRefused).toBe(0);
      expect(school.own.accepted).toBeGreaterThan(users);
      expect(world.bindsAt).toHaveLength(users);
      expect(world.bindsAt.at(-1)! - begunAt).toBe((users - 1) * SECOND);
    } finally {
      data.close();
      rmSync(folder, { recursive: true });
    }
  },
);
