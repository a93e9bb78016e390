import { readPassword } from '../../../functions/domain/passwords/read-password';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';
import { KeptCopies } from './kept-copies';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});
const { person, kept, byUnit, at, onceFound } = new KeptCopies(() => world);

test('who a look-up shows in a unit with fewer hours is found by the next daily look', async () => {
  await byUnit(0, ['/Staff', 24]);
  await person(0, 500, '/other');
  at(0, '/Other');
  await world.tick();
  const hours = async (count: number): Promise<void> => {
    for (let hour = 0; hour < count; hour += 1) {
      world.clock.advance(HOUR);
      await world.tick();
    }
  };
  await hours(12);
  await byUnit(0, ['/Staff', 25]); // every copy is read again
  await hours(1);
  at(0, '/Staff');
  await readPassword(world.ports(), crowdUser(0).primaryEmail);
  expect(world.account(0).orgUnitPath).toBe('/staff');
  await hours(10);
  expect(kept()).toStrictEqual([true]);
  await hours(1);
  expect(kept()).toStrictEqual([false]);
});

test('a copy is kept by the unit that a look-up has shown since the daily look', async () => {
  await byUnit(0, ['/Staff', 24]);
  await person(0, 23, '/staff');
  at(0, '/Staff');
  await world.tick();
  at(0, '/Other');
  const { primaryEmail } = crowdUser(0);
  expect(await readPassword(world.ports(), primaryEmail)).toMatchObject({ kind: 'live' });
  world.clock.advance(2 * HOUR);
  await world.tick();
  expect(kept()).toStrictEqual([true]);
});

test('a copy is kept if a look-up shows a unit that keeps it while a tick is at work', async () => {
  await byUnit(0, ['/Staff', 24]);
  await person(0, 25, '/staff');
  at(0, '/Staff');
  let told: unknown;
  await world.tick(
    onceFound(async () => {
      at(0, '/Other');
      told = await readPassword(world.ports(), crowdUser(0).primaryEmail);
    }),
  );
  expect(told).toMatchObject({ kind: 'live' });
  expect(kept()).toStrictEqual([true]);
  expect(world.trail.filter(({ action }) => action === 'forgotten')).toStrictEqual([]);
});

test('who moved is found by a daily look that Google does not let go on', async () => {
  await byUnit(0, ['/Staff', 24]);
  await person(0, 500, '/other');
  at(0, '/Other');
  for (let number = 1; number < 502; number += 1) at(number, '/Other');
  await world.tick();
  world.clock.advance(12 * HOUR);
  await byUnit(0, ['/Staff', 25]); // every copy is read again
  await world.tick();
  at(0, '/Staff');
  world.google.onList = (token) => (token === undefined ? undefined : 'google-unavailable');
  world.clock.advance(12 * HOUR);
  await world.tick();
  expect(kept()).toStrictEqual([false]);
});

test('an answer that comes late does not bring a former unit back', async () => {
  await byUnit(0, ['/Temps', 24]);
  await person(0, 0, '/temps');
  at(0, '/Temps');
  await world.tick();
  world.clock.advance(DAY - 5_000);
  const { primaryEmail } = crowdUser(0);
  const findUser = world.google.directory.findUser.bind(world.google.directory);
  world.google.directory.findUser = async (key) => {
    world.google.directory.findUser = findUser;
    const found = await findUser(key);
    at(0, '/Staff');
    world.clock.advance(6_000);
    await world.tick(); // the daily look
    return found;
  };
  await readPassword(world.ports(), primaryEmail);
  expect(world.account(0).orgUnitPath).toBe('/staff');
});
