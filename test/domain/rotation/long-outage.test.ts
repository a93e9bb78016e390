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
