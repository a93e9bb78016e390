import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});
const newcomer = crowdUser(0, { orgUnitPath: '/Staff' });
const has = (): boolean => world.google.held.has(newcomer.id);
const days = async (count: number): Promise<void> => {
  for (let quarter = 0; quarter < count * 96; quarter += 1) await world.quarter();
};

beforeEach(async () => {
  await world.connect({ autoIssueOrgUnitPaths: ['/Staff'] });
  await world.quarter();
  world.google.add(newcomer);
  for (let quarter = 0; quarter < 3; quarter += 1) await world.quarter();
  await world.tick(); // this one looks, sees the newcomer, and starts the run
  expect(await world.runs.recent(9)).toHaveLength(1);
});

test('gets a password', async () => {
  await days(1);
  expect(has()).toBe(true);
});

test('gets one whom the listing of the run, moments after the look, does not show yet', async () => {
  world.google.unlisted.add(newcomer.id);
  await world.tasks.pass(60_000);
  world.google.unlisted.clear();
  await days(14);
  expect((await world.run()).state).toBe('finished');
  expect(has()).toBe(true);
});

test('gets one who was suspended only while the run went by', async () => {
  world.google.add({ ...newcomer, suspended: true });
  await world.tasks.pass(60_000);
  world.google.add(newcomer);
  await days(14);
  expect(has()).toBe(true);
});

test('gets one whose look-up by the run says that the user is elsewhere for a minute', async () => {
  world.google.add({ ...newcomer, orgUnitPath: '/' });
  await world.tasks.pass(60_000);
  world.google.add(newcomer);
  await days(14);
  expect(has()).toBe(true);
});
