import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;

let world: RotationWorld;
beforeEach(async () => {
  world = new RotationWorld();
  await world.connect();
  await world.people(30);
});
afterEach(() => {
  world.check();
});

const reasons = (): string[] => world.unexpected.map((error) => (error as Error).message);

test('an unreadable lane is told once, held as long as a worker may have it, and then free', async () => {
  await world.lanes.spoil('directory');
  await world.tick();
  expect(reasons()).toStrictEqual([expect.stringMatching(/^lanes\/directory is not in the form/)]);
  expect(world.tasks.waiting).toHaveLength(0);
  world.clock.advance(MINUTE);
  await world.tick();
  expect(world.tasks.waiting).toHaveLength(0);
  world.clock.advance(MINUTE);
  await world.tick();
  await world.tasks.pass(5 * MINUTE);
  expect(world.rotated).toBe(30);
  expect(reasons()).toHaveLength(1);
});

test('a lane that becomes unreadable under its worker ends that worker, and the run goes on', async () => {
  await world.tick();
  let updates = 0;
  world.google.onSet = () => {
    updates += 1;
    if (updates === 10) void world.lanes.spoil('directory');
    return 'applied';
  };
  await world.tasks.pass(10 * MINUTE);
  expect(world.rotated).toBe(30);
  expect(world.google.changes.get(crowdUser(0).id)).toBe(1);
});

test('a worker whose unreadable lane was replaced meanwhile takes no further batch', async () => {
  await world.tick();
  let updates = 0;
  world.google.onSet = () => {
    updates += 1;
    if (updates === 10) void world.lanes.spoil('directory').then(() => world.tick());
    return 'applied';
  };
  await world.tasks.drain();
  expect(world.rotated).toBeLessThan(30);
  expect((await world.lanes.read('directory')).lease?.holder).toBe('unreadable');
  await world.tasks.pass(10 * MINUTE);
  expect(world.rotated).toBe(30);
});

test('an unreadable pace is told once, begins anew, and holds up no run', async () => {
  await world.pace.spoil();
  await world.tick();
  await world.tasks.pass(5 * MINUTE);
  await world.quarter();
  expect(world.rotated).toBe(30);
  expect(reasons()).toStrictEqual([expect.stringMatching(/^pace\/current is not in the form/)]);
});
