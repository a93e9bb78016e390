import { epochMs } from '../../../functions/domain/time';
import { type DirectoryUser } from '../../../functions/domain/user';
import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';

const DAY = 86_400_000;
const PEOPLE = 50;
const everybody = Array.from({ length: PEOPLE }, (_, number) => number);

let world: RotationWorld;
beforeEach(async () => {
  world = new RotationWorld();
  await world.connect();
});

describe('a user whose record can’t be written holds up nobody else', () => {
  test('when clocks are corrected', async () => {
    const ahead = epochMs(world.clock.now() + 400 * DAY);
    await world.people(PEOPLE, { proof: { version: 1, result: 'works', at: ahead } });
    world.accounts.unwritable.add(crowdUser(0).id);
    await world.tick();
    const uncorrected = (): number[] =>
      everybody.filter((number) => world.account(number).proof?.at === ahead);
    expect(uncorrected()).toStrictEqual([0]);
    expect(world.unexpected).toContainEqual(new Error('too large'));
    world.accounts.unwritable.clear();
    await world.tick();
    expect(uncorrected()).toStrictEqual([]);
  });

  test('when a listing shows who became an administrator', async () => {
    await world.people(PEOPLE);
    const admins: DirectoryUser[] = [0, 1, 2].map((number) => crowdUser(number, { isAdmin: true }));
    world.google.add(...admins);
    world.accounts.unwritable.add(crowdUser(0).id);
    await world.rotateNow('all');
    await world.tasks.pass(60_000);
    expect(world.account(1)).toHaveProperty('adminSeenAt');
    expect(world.account(2)).toHaveProperty('adminSeenAt');
    expect(world.rotated).toBe(PEOPLE - 3);
    expect((await world.run()).state).toBe('finished');
  });
});

test.each([
  [50, 1],
  [50, 5],
  [300, 5],
  [6, 6],
])(
  'of %d users, %d can’t be written: the others are rotated, each is counted once, and the run ends',
  async (all, bad) => {
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
    await world.people(all);
    for (let number = 0; number < bad; number += 1)
      world.accounts.unwritable.add(crowdUser(number).id);
    const runId = await world.rotateNow('all');
    for (let quarter = 0; quarter < 4 * 6; quarter += 1) await world.quarter();
    expect(await world.runs.read(runId)).toMatchObject({
      state: 'finished',
      counts: { done: all - bad, failed: bad, parked: 0, skipped: 0 },
    });
    expect(world.rotated).toBe(all - bad);
  },
);

test('of 1,400 users whose last attempt failed, one can’t be written and is counted once', async () => {
  const lastFailure = { code: 'google-unavailable', at: epochMs(1), attempts: 1 };
  await world.people(1_400, { lastFailure });
  world.accounts.unwritable.add(crowdUser(0).id);
  await world.rotateNow('all');
  await world.tasks.pass(1_800_000);
  expect(await world.run()).toMatchObject({ counts: { done: 1_399, failed: 1 } });
});

test('the directory still refuses a look-up that can’t be recorded', async () => {
  await world.people(1);
  world.google.add(crowdUser(0, { isAdmin: true }));
  world.accounts.unwritable.add(crowdUser(0).id);
  const ports = world.ports();
  const { connection } = await ports.configurations.read();
  const connected = await ports.directory.connect(connection!);
  if (connected.kind === 'failed') throw new Error(connected.failure.code);
  await expect(connected.value.findUser(crowdUser(0).id)).rejects.toThrow('too large');
});
