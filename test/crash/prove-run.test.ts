import { type Run } from '../../functions/domain/runs/run';
import { crowdUser } from '../fakes/crowd-google';
import { provingWorld, type ProvingWorld } from '../fakes/proving-world';
import { type Ports } from '../fakes/rotation-world';
import { type KillPlan, mortalDirectory, mortalProcess } from './kill-switch';

/** Account 9 has a password that somebody changed; the user of account 10 is suspended. */
const USERS = 11;
const DOUBTED = 9;
const SUSPENDED = 10;

/** One bind each, two in a batch. */
async function newWorld(): Promise<ProvingWorld> {
  const world = await provingWorld(USERS);
  world.google.held.set(crowdUser(DOUBTED).id, 'changed by somebody');
  world.google.add(crowdUser(SUSPENDED, { suspended: true }));
  return world;
}

/** The ports of a process that dies at the planned call. */
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
      cipher: dying(ports.cipher),
      bindPace: dying(ports.bindPace),
      prover: dying(ports.prover),
      ldapIdentities: dying(ports.ldapIdentities),
      directory: mortalDirectory(ports.directory, dying),
    };
  };

/** The number of calls in an undisturbed run. A test checks it. */
const CALLS = 117;

async function proveAll(plan: KillPlan): Promise<{ world: ProvingWorld; runId: string }> {
  const world = await newWorld();
  const runId = await world.start('prove', 'all');
  world.wrapTask = mortal(plan);
  await world.tasks.pass(30_000);
  return { world, runId };
}

function expectProvedOnce(world: ProvingWorld, run: Run | undefined): void {
  expect(run).toMatchObject({
    state: 'finished',
    counts: { done: USERS - 2, failed: 1, parked: 0, skipped: 1 },
    skippedBy: { 'user-suspended': 1 },
  });
  expect(world.ldap.binds).not.toContain(crowdUser(SUSPENDED).primaryEmail);
  for (let number = 0; number < USERS - 2; number += 1) {
    expect(world.account(number)).toMatchObject({ proof: { result: 'works' }, status: 'active' });
    // A bind that nobody recorded counts as refused for an hour.
    expect(world.account(number).refusedBinds?.length ?? 0).toBeLessThanOrEqual(1);
  }
  expect(world.account(DOUBTED)).toMatchObject({ proof: { result: 'refused' } });
  expect(world.google.calls.set).toBe(0);
}

test('an undisturbed run of proofs makes this many calls', async () => {
  const plan: KillPlan = { calls: 0, killAt: 0, when: 'before' };
  const { world, runId } = await proveAll(plan);
  expect(plan.calls).toBe(CALLS);
  expect(world.ldap.binds).toHaveLength(USERS - 1);
  expectProvedOnce(world, await world.runs.read(runId));
});

describe('a run of proofs that dies at any call', () => {
  const points = Array.from({ length: CALLS }, (_, index) => index + 1).flatMap((killAt) =>
    (['before', 'after'] as const).map((when) => ({ killAt, when })),
  );

  test.each(points)('goes on, and binds at most once more ($when call $killAt)', async (point) => {
    const { world, runId } = await proveAll({ calls: 0, ...point });
    world.wrapTask = (ports) => ports;
    for (let quarter = 0; quarter < 6; quarter += 1) await world.quarter();
    expect(world.ldap.binds.length).toBeLessThanOrEqual(USERS + 1);
    expectProvedOnce(world, await world.runs.read(runId));
  });
});
