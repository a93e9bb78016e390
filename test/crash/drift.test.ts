import { type UserId } from '../../functions/domain/account';
import { type Policy } from '../../functions/domain/configuration/policy';
import { provePassword } from '../../functions/domain/passwords/prove-password';
import { epochMs } from '../../functions/domain/time';
import { type PasswordActivity } from '../../functions/ports/activity-log';
import { crowdUser } from '../fakes/crowd-google';
import { provingWorld, type ProvingWorld } from '../fakes/proving-world';
import { type Ports } from '../fakes/rotation-world';
import { type KillPlan, mortalDirectory, mortalProcess, unlessKilled } from './kill-switch';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** The ports of a process that dies at the planned call. */
const mortal =
  (plan: KillPlan) =>
  (ports: Ports): Ports => {
    const dying = mortalProcess(plan);
    return {
      ...ports,
      accounts: dying(ports.accounts),
      configurations: dying(ports.configurations),
      activityLog: dying(ports.activityLog),
      settledActivities: dying(ports.settledActivities),
      runs: dying(ports.runs),
      lanes: dying(ports.lanes),
      outbox: dying(ports.outbox),
      bindPace: dying(ports.bindPace),
      prover: dying(ports.prover),
      directory: mortalDirectory(ports.directory, dying),
    };
  };

/** The users of the delivered events of drift and parking, by type. */
const toldOf = (world: ProvingWorld): Record<string, readonly (UserId | undefined)[]> => {
  const told = world.accounts.events.filter(({ type }) => /drifted|parked/.test(type));
  return Object.fromEntries(
    ['password.drifted', 'account.parked'].map((type) => [
      type,
      told
        .filter((event) => event.type === type)
        .map(({ userId }) => userId)
        .toSorted(),
    ]),
  );
};

const USERS = ['drifted', 'contested', 'leaked', 'untouched'] as const;
const idOf = (name: (typeof USERS)[number]): UserId => crowdUser(USERS.indexOf(name)).id;

/** One tick reads changes by others, two of them of one user, and a leak. */
async function loggedWorld(): Promise<ProvingWorld> {
  const world = await provingWorld(USERS.length, { proofWindow: SUNDAYS });
  world.activityLog.failing = undefined;
  const change = (name: (typeof USERS)[number], id: string): PasswordActivity => ({
    id,
    event: 'password-set',
    at: epochMs(world.clock.now() - MINUTE),
    by: 'tool@example.com',
    address: crowdUser(USERS.indexOf(name)).primaryEmail,
  });
  world.activityLog.activities.push(
    change('drifted', '1'),
    change('contested', '2'),
    change('contested', '3'),
    { ...change('leaked', '4'), event: 'password-leaked' },
  );
  const leaked = crowdUser(USERS.indexOf('leaked'), { suspended: true });
  world.google.add(leaked);
  return world;
}
const SUNDAYS: Policy['proofWindow'] = {
  days: ['sunday'],
  from: '02:00',
  to: '03:00',
  timeZone: 'UTC',
};

function expectNotedOnce(world: ProvingWorld): void {
  expect(toldOf(world)).toStrictEqual({
    'password.drifted': [idOf('drifted'), idOf('contested'), idOf('contested')],
    'account.parked': [idOf('contested')],
  });
  expect(world.account(0)).toMatchObject({ status: 'active', drift: { by: 'tool@example.com' } });
  expect(world.account(1)).toMatchObject({ status: 'parked', drift: { contested: true } });
  expect(world.account(2)).toMatchObject({ leakedAt: expect.any(Number) as number });
  expect(world.account(2)).not.toHaveProperty('drift');
  expect(world.account(3)).not.toHaveProperty('drift');
}

/** The number of calls of a tick that reads them. A test checks it. */
const TICK_CALLS = 46;

describe('a tick that reads changes by others', () => {
  test('undisturbed makes this many calls', async () => {
    const plan: KillPlan = { calls: 0, killAt: 0, when: 'before' };
    const world = await loggedWorld();
    await world.tick(mortal(plan));
    expect(plan.calls).toBe(TICK_CALLS);
    expectNotedOnce(world);
  });

  const points = Array.from({ length: TICK_CALLS }, (_, index) => index + 1).flatMap((killAt) =>
    (['before', 'after'] as const).map((when) => ({ killAt, when })),
  );

  test.each(points)('notes each once if it dies $when call $killAt', async (point) => {
    const world = await loggedWorld();
    await world.tick(mortal({ calls: 0, ...point })).catch(unlessKilled);
    for (let quarter = 0; quarter < 3; quarter += 1) await world.quarter();
    expectNotedOnce(world);
  });

  test('notes each once beside another tick', async () => {
    const world = await loggedWorld();
    await Promise.all([world.tick(), world.tick()]);
    expectNotedOnce(world);
  });
});

/** A run proves four users; the first one’s refusal is the third over an hour. */
async function refusedWorld(): Promise<ProvingWorld> {
  const world = await provingWorld(USERS.length);
  await world.quarter();
  world.google.held.set(idOf('drifted'), 'another one');
  world.clock.advance(30 * DAY);
  for (let quarter = 0; quarter < 4; quarter += 1) await world.quarter();
  world.clock.advance(60 * MINUTE);
  expect(world.account(0).proof).toMatchObject({ refusals: { count: 2 } });
  return world;
}

/** The number of calls of the run that finds it. A test checks it. */
const RUN_CALLS = 28;

describe('a run of proofs that finds a changed password', () => {
  const find = async (world: ProvingWorld, plan: KillPlan): Promise<void> => {
    world.wrapTask = mortal(plan);
    await world.start('prove', 'due');
    await world.tasks.pass(30_000);
    world.wrapTask = (ports) => ports;
  };
  const expectTold = (world: ProvingWorld): void => {
    expect(toldOf(world)['password.drifted']).toStrictEqual([idOf('drifted')]);
    expect(world.account(0)).toMatchObject({ status: 'active', drift: { source: 'proof' } });
  };

  test('undisturbed makes this many calls', async () => {
    const plan: KillPlan = { calls: 0, killAt: 0, when: 'before' };
    const world = await refusedWorld();
    await find(world, plan);
    expect(plan.calls).toBe(RUN_CALLS);
    expectTold(world);
  });

  const points = Array.from({ length: RUN_CALLS }, (_, index) => index + 1).flatMap((killAt) =>
    (['before', 'after'] as const).map((when) => ({ killAt, when })),
  );

  test.each(points)('tells it once if it dies $when call $killAt', async (point) => {
    const world = await refusedWorld();
    await find(world, { calls: 0, ...point });
    for (let quarter = 0; quarter < 6; quarter += 1) await world.quarter();
    expectTold(world);
  });

  test('tells it once beside a proof on demand', async () => {
    const world = await refusedWorld();
    await world.start('prove', 'due');
    world.ldap.arrived = async () => {
      world.ldap.arrived = () => undefined;
      await provePassword(world.ports(), crowdUser(0).primaryEmail);
    };
    await world.tasks.pass(30_000);
    expectTold(world);
  });
});
