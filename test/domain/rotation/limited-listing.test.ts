import { crowdUser } from '../../fakes/crowd-google';
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

/** Google limits the listing only, and names a minute. */
async function limited(): Promise<RotationWorld> {
  const world = new RotationWorld();
  await world.connect();
  await world.people(8);
  world.google.directory.listUsers = () =>
    Promise.resolve({
      kind: 'failed',
      failure: { code: 'quota-exceeded', httpStatus: 429, retryAfterMs: 60_000 },
    });
  return world;
}

test('a run whose listing alone Google limits for a minute each time does not starve the schedule', async () => {
  const world = await limited();
  await world.rotateNow('all');
  for (let quarter = 0; quarter < 4 * 26; quarter += 1) await world.quarter();
  expect(world.rotated).toBe(8);
});

test('nor an administrator’s list, asked for two hours later', async () => {
  const world = await limited();
  await world.connect({ paused: true }); // no schedule
  await world.rotateNow('all');
  for (let quarter = 0; quarter < 8; quarter += 1) await world.quarter();
  const list = await world.rotateNow({ userKeys: [crowdUser(0).id, crowdUser(1).id] });
  for (let quarter = 0; quarter < 4 * 26; quarter += 1) await world.quarter();
  expect((await world.runs.read(list))!.counts.done).toBe(2);
});
