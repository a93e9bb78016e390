import { changePolicy } from '../../../functions/domain/configuration/change-policy';
import { stopRun } from '../../../functions/domain/runs/run-writer';
import { unitOf } from '../../../functions/domain/runs/run';
import { crowdUser } from '../../fakes/crowd-google';
import { MANAGER, type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

/** Two runs of the policy have begun. The policy stops naming the unit of the newer; the older is stopped by hand. */
test.each([['the newer'], ['the older']])(
  'a run that an administrator stopped is not begun again within six hours, while the policy ends %s one',
  async (which) => {
    await world.connect({ autoIssueOrgUnitPaths: ['/Guests', '/Staff'] });
    await world.quarter();
    world.google.add(crowdUser(0, { orgUnitPath: '/Guests' }));
    world.google.add(crowdUser(1, { orgUnitPath: '/Staff' }));
    for (let quarter = 0; quarter < 3; quarter += 1) await world.quarter();
    await world.tick(); // starts both runs
    const both = await world.runs.ofSchedule('issue', 2);
    const [unnamed, stopped] = which === 'the newer' ? both : both.toReversed();
    await changePolicy(world.controlPorts(), {
      by: MANAGER,
      change: { autoIssueOrgUnitPaths: [unitOf(stopped!.scope)!] },
    });
    world.clock.advance(1_000);
    await stopRun(world.ports(), stopped!.runId); // by hand: DELETE /v1/runs/{runId}
    world.clock.advance(1_000);
    for (let quarter = 0; quarter < 8; quarter += 1) await world.quarter(); // two hours
    expect((await world.runs.read(unnamed!.runId))?.stopReason).toBe('by-administrator');
    expect(await world.runs.recent(9)).toHaveLength(2);
    expect(world.google.calls.set).toBe(0);
  },
);
