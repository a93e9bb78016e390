import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';

const parked = (world: RotationWorld) =>
  world.all().filter(({ status }) => status === 'parked').length;

test.each([
  ['all calls', 60, 12],
  ['updates', 60, 12],
  ['all calls', 300, 24],
  ['all calls', 8, 12],
])(
  'Google out of reach for %s of %d users for %d hours parks nobody',
  async (which, people, hours) => {
    const world = new RotationWorld();
    await world.connect();
    await world.people(people);
    if (which === 'all calls') world.google.unreadable = 'google-unavailable';
    world.google.onSet = () => 'google-unavailable';
    for (let quarter = 0; quarter < hours * 4; quarter += 1) await world.quarter();
    const whileOut = parked(world);
    world.google.unreadable = undefined;
    world.google.onSet = () => 'applied';
    for (let quarter = 0; quarter < 4 * 30; quarter += 1) await world.quarter();
    expect({ whileOut, rotated: world.rotated }).toEqual({ whileOut: 0, rotated: people });
  },
);

const quarters = async (world: RotationWorld, count: number): Promise<void> => {
  for (let quarter = 0; quarter < count; quarter += 1) await world.quarter();
};

test('Google is back after 12 hours, and for a day one call in ten still fails: nobody is parked', async () => {
  const world = new RotationWorld();
  await world.connect({ firstWave: { size: 0, stopAtFailedShare: 0.5 } });
  await world.people(200);
  world.google.unreadable = 'google-unavailable';
  world.google.onSet = () => 'google-unavailable';
  await quarters(world, 4 * 12);
  expect(parked(world)).toBe(0);
  world.google.unreadable = undefined;
  let n = 0;
  const end = world.clock.now() + 26 * 3_600_000;
  world.google.onSet = () =>
    world.clock.now() < end && (n += 1) % 10 === 0 ? 'google-unavailable' : 'applied';
  await quarters(world, 4 * 26);
  await quarters(world, 4 * 48); // for those who wait for their retry
  expect({ parked: parked(world), rotated: world.rotated }).toEqual({ parked: 0, rotated: 200 });
});

test('whom Google never answers is parked, though the only other one is suspended', async () => {
  const world = new RotationWorld();
  await world.connect();
  await world.people(2);
  world.google.add(crowdUser(1, { suspended: true }));
  world.google.onSet = () => 'google-unavailable';
  await quarters(world, 4 * 24 * 12);
  const { status, failures } = world.account(0);
  expect({ status, failures }).toMatchObject({ status: 'parked' });
});

test.each([2, 6])(
  '%d users whom Google never answers, while it answers all others, are parked',
  async (count) => {
    const world = new RotationWorld();
    await world.connect();
    await world.people(20);
    const bad = new Set(Array.from({ length: count }, (_, n) => crowdUser(n).id));
    world.google.onSet = (id) => (bad.has(id) ? 'google-unavailable' : 'applied');
    await quarters(world, 4 * 24 * 20);
    expect({ rotated: world.rotated, parked: parked(world) }).toEqual({
      rotated: 20 - count,
      parked: count,
    });
  },
);
