import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
  let pages = 0;
  world.google.nextToken = () => ((pages += 1) % 2 === 0 ? '00' : '0');
});

describe('a listing whose page tokens go round', () => {
  test('ends the look at a unit whose users get a password', async () => {
    await world.connect({ autoIssueOrgUnitPaths: ['/Staff'] });
    world.google.add(crowdUser(0, { orgUnitPath: '/Staff' }));
    await world.quarter();
    expect(world.google.held.has(crowdUser(0).id)).toBe(true);
    expect(world.google.calls.list).toBeLessThan(20);
  });

  test('ends the daily look at the users’ units', async () => {
    await world.connect({ periodDays: 0, overrides: [{ orgUnitPath: '/Staff', periodDays: 7 }] });
    await world.people(1);
    world.google.add(crowdUser(0, { orgUnitPath: '/Staff' }));
    await world.tick();
    expect(world.account(0).orgUnitPath).toBe('/staff');
    expect(world.google.calls.list).toBeLessThan(20);
  });
});
