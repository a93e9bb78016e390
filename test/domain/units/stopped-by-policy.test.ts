import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});
const quarters = async (count: number): Promise<void> => {
  for (let quarter = 0; quarter < count; quarter += 1) await world.quarter();
};
const has = (number: number): boolean => world.google.held.has(crowdUser(number).id);

test.each([[true], [false]])(
  'a unit that the policy names no more (%s) does not hold back who comes to another unit',
  async (isUnnamed) => {
    await world.connect({ autoIssueOrgUnitPaths: ['/Guests', '/Staff'] });
    await quarters(1);
    world.google.add(crowdUser(0, { orgUnitPath: '/Guests' }));
    await quarters(3);
    await world.tick(); // starts a run over /Guests
    if (isUnnamed) await world.connect({ autoIssueOrgUnitPaths: ['/Staff'] });
    await world.tasks.pass(15 * 60_000);
    world.google.add(crowdUser(1, { orgUnitPath: '/Staff' }));
    await quarters(5); // an hour, and a tick
    expect([has(0), has(1)]).toStrictEqual([!isUnnamed, true]);
  },
);
