import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const quarters = async (world: RotationWorld, count: number): Promise<void> => {
  for (let quarter = 0; quarter < count; quarter += 1) await world.quarter();
};

/** In an outage of two hours, a client repeats its request for one user each minute for 20 minutes. */
test('whose client repeats its request in an outage waits no longer than the others', async () => {
  const world = new RotationWorld();
  await world.connect();
  await world.people(20);
  const { id } = crowdUser(0);
  world.google.onSet = () => 'google-unavailable';
  for (let n = 0; n < 20; n += 1) {
    await rotatePassword(world.ports(), id);
    world.clock.advance(MINUTE);
  }
  await quarters(world, 7);
  world.google.onSet = () => 'applied';
  await quarters(world, 4 * 4);
  expect(world.rotated).toBe(20);
});

test('limits use none of the budget', async () => {
  const world = new RotationWorld();
  await world.connect();
  await world.people(20);
  const { id } = crowdUser(7);
  const { directory } = world.google;
  const setPassword = directory.setPassword.bind(directory);
  let code: 'quota-exceeded' | 'user-busy' | undefined = 'quota-exceeded';
  directory.setPassword = (...sent) =>
    sent[0] === id && code
      ? Promise.resolve({
          kind: 'rejected',
          failure: { code, httpStatus: 403, retryAfterMs: MINUTE },
        })
      : setPassword(...sent);
  for (let q = 0; q < 96 * 6 && (world.account(7).outages ?? 0) < 5; q += 1) await world.quarter();
  await world.person(50, { nextRotationAt: epochMs(world.clock.now() + 30 * HOUR) });
  code = 'user-busy'; // once, then all is well
  for (let q = 0; q < 96 * 2; q += 1) {
    await world.quarter();
    if (world.account(7).lastFailure?.code === 'user-busy') code = undefined;
  }
  expect(world.account(7)).toMatchObject({ status: 'active' });
  expect(world.account(7).current!.version).toBeGreaterThan(1);
});

test.each([0, 3])(
  'an outage of three hours, %d requests of a client, and an administrator who starts the run again each quarter: nobody is parked',
  async (asks) => {
    const world = new RotationWorld();
    await world.connect({ paused: true });
    await world.people(20);
    world.google.onSet = () => 'google-unavailable';
    for (let n = 0; n < asks; n += 1) {
      await rotatePassword(world.ports(), crowdUser(0).id);
      world.clock.advance(MINUTE);
    }
    for (let n = 0; n < 8; n += 1) {
      await world.rotateNow('all');
      await world.quarter();
    }
    expect(world.all().filter(({ status }) => status === 'parked')).toEqual([]);
  },
);
