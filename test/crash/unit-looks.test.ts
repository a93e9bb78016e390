import { issuePassword } from '../../functions/domain/passwords/issue-password';
import { crowdUser } from '../fakes/crowd-google';
import { type Ports, RotationWorld } from '../fakes/rotation-world';
import { type KillPlan, mortalDirectory, mortalProcess, unlessKilled } from './kill-switch';

const DAY = 86_400_000;

/** User 0 has just come to the unit whose users get a password, user 1 to one with a period. */
async function newWorld(): Promise<RotationWorld> {
  const world = new RotationWorld();
  await world.connect({
    periodDays: 0,
    overrides: [{ orgUnitPath: '/Contractors', periodDays: 10 }],
    autoIssueOrgUnitPaths: ['/Staff'],
  });
  world.google.add(crowdUser(1), crowdUser(2, { orgUnitPath: '/Staff' }));
  await issuePassword(world.ports(), crowdUser(1).primaryEmail);
  await world.quarter();
  world.clock.advance(DAY);
  world.google.add(crowdUser(0, { orgUnitPath: '/Staff' }));
  world.google.add(crowdUser(1, { orgUnitPath: '/Contractors' }));
  return world;
}

const mortal =
  (plan: KillPlan) =>
  (ports: Ports): Ports => {
    const dying = mortalProcess(plan);
    return {
      ...ports,
      accounts: dying(ports.accounts),
      configurations: dying(ports.configurations),
      runs: dying(ports.runs),
      lanes: dying(ports.lanes),
      tasks: dying(ports.tasks),
      directory: mortalDirectory(ports.directory, dying),
    };
  };

/** The number of calls in an undisturbed tick. A test checks it. */
const TICK_CALLS = 34;

const points = Array.from({ length: TICK_CALLS }, (_, index) => index + 1).flatMap((killed) =>
  (['before', 'after'] as const).map((when) => ({ calls: 0, killAt: killed, when })),
);

/** Ticks without further faults, for some days. */
async function recover(world: RotationWorld): Promise<void> {
  for (let quarter = 0; quarter < 8; quarter += 1) await world.quarter();
  for (let day = 0; day < 12; day += 1) {
    world.clock.advance(DAY);
    await world.quarter();
  }
}

function expectSettled(world: RotationWorld): void {
  world.check();
  const versions = [0, 1, 2].map((number) => world.account(number).current?.version);
  expect(versions).toStrictEqual([1, 2, 1]);
  expect(world.account(0).nextRotationAt).toBeUndefined();
  expect(world.account(1)).toMatchObject({ orgUnitPath: '/contractors' });
  expect([0, 1, 2].map((number) => world.google.changes.get(crowdUser(number).id))).toStrictEqual([
    1, 2, 1,
  ]);
}

test('an undisturbed tick makes these calls', async () => {
  const world = await newWorld();
  const plan: KillPlan = { calls: 0, killAt: 0, when: 'before' };
  await world.tick(mortal(plan));
  expect(plan.calls).toBe(TICK_CALLS);
  expect((await world.runs.active()).map(({ kind }) => kind)).toStrictEqual(['issue']);
  await recover(world);
  expectSettled(world);
});

test.each(points)(
  'a tick that dies at any call leaves nobody without a password or a turn ($when call $killAt)',
  async (plan) => {
    const world = await newWorld();
    await world.tick(mortal(plan)).catch(unlessKilled);
    await recover(world);
    expectSettled(world);
  },
);

test.each(points)(
  'beside another tick it gives nobody a second password ($when call $killAt)',
  async (plan) => {
    const world = await newWorld();
    await Promise.all([world.tick(mortal(plan)).catch(unlessKilled), world.tick()]);
    await recover(world);
    expectSettled(world);
  },
);
