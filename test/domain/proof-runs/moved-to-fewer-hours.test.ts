import { crowdUser } from '../../fakes/crowd-google';
import { provingWorld } from '../../fakes/proving-world';

test('a proof that meets a user who moved to a unit with fewer hours stores the unit, and comes once a day', async () => {
  const overrides = [{ orgUnitPath: '/Short', retentionHours: 1 }];
  const world = await provingWorld(1, { proveEveryDays: 1, retentionHours: 0, overrides });
  world.google.add(crowdUser(0, { orgUnitPath: '/Long' }));
  for (let quarter = 0; quarter < 8; quarter += 1) await world.quarter();
  expect(world.account(0).orgUnitPath).toBe('/long');
  world.google.add(crowdUser(0, { orgUnitPath: '/Short' }));
  world.google.garbled.add(crowdUser(0).id); // the daily look does not show who moved
  for (let quarter = 0; quarter < 96 * 3; quarter += 1) await world.quarter();
  expect(world.account(0).orgUnitPath).toBe('/short');
  expect(world.account(0).current?.ciphertext).toBeUndefined();
  const runs = await world.runs.recent(100);
  expect(runs.filter(({ kind }) => kind === 'prove')).toHaveLength(2);
});
