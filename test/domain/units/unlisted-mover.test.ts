import { readPassword } from '../../../functions/domain/passwords/read-password';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

test('who moved to a unit with a period, and whose entry in the listing cannot be read, is rotated', async () => {
  await world.connect({ periodDays: 10, overrides: [{ orgUnitPath: '/Kiosk', periodDays: 0 }] });
  await world.person(0, { orgUnitPath: '/kiosk' });
  await world.accounts.transact(crowdUser(0).id, (account) => {
    const { nextRotationAt: _, ...write } = account!;
    return { write, result: undefined };
  });
  world.google.add(crowdUser(0, { orgUnitPath: '/Kiosk' }));
  await world.quarter();
  world.google.add(crowdUser(0, { orgUnitPath: '/Staff' }));
  world.google.garbled.add(crowdUser(0).id);
  await readPassword(world.ports(), crowdUser(0).primaryEmail);
  expect(world.account(0).orgUnitPath).toBe('/staff');
  for (let quarter = 0; quarter < 96 * 15; quarter += 1) await world.quarter();
  expect(world.account(0).current?.version).toBeGreaterThan(1);
});
