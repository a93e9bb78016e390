import { RotationWorld } from '../../fakes/rotation-world';

test('a run whose listing alone Google limits does not starve the schedule', async () => {
  const world = new RotationWorld();
  await world.connect();
  await world.people(8);
  world.google.onList = () => 'quota-exceeded';
  const id = await world.rotateNow('all');
  for (let quarter = 0; quarter < 4 * 24; quarter += 1) await world.quarter();
  const all = (await world.runs.read(id))!;
  expect({ rotated: world.rotated, all: all.counts.failed }).toEqual({ rotated: 8, all: 0 });
});
