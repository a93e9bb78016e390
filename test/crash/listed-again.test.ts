import { metBy } from '../../functions/domain/runs/run';
import { crowdUser } from '../fakes/crowd-google';
import { type Ports, RotationWorld } from '../fakes/rotation-world';
import { type KillPlan, mortalProcess } from './kill-switch';

const MINUTE = 60_000;

/** The state of the run, and how many users it counted, with whatever result. */
async function ending(world: RotationWorld): Promise<readonly [string, number]> {
  const { state, counts } = (await world.runs.read('run'))!;
  return [state, metBy({ counts })];
}

/**
 * A run over 4 users that has come to the second one. The first one was renamed since, and is listed again
 * after all others.
 */
async function underWay(known: 'met' | 'put-off'): Promise<RotationWorld> {
  const world = new RotationWorld();
  await world.connect();
  const met = { lastMet: { runId: 'run', result: 'done' } } as const;
  await world.person(0, known === 'met' ? met : {});
  await world.person(1, met);
  await world.person(2);
  await world.person(3);
  const place = { users: 0, after: crowdUser(1).primaryEmail, passing: true };
  await world.addRun('run', {
    scope: 'all',
    cursor: { source: 'listing', place: JSON.stringify(place) },
    counts: { done: known === 'met' ? 2 : 1, failed: 0, parked: 0, skipped: 0 },
    putOff: known === 'met' ? [] : [crowdUser(0).id],
  });
  world.google.add(crowdUser(0, { primaryEmail: 'zzz@example.com' }));
  return world;
}

const mortal =
  (plan: KillPlan) =>
  (ports: Ports): Ports => {
    const dying = mortalProcess(plan);
    return { ...ports, runs: dying(ports.runs), accounts: dying(ports.accounts) };
  };

describe('a user listed again after a new address', () => {
  test('is not counted again if the run has met the user and a worker dies at any call', async () => {
    const undisturbed: KillPlan = { calls: 0, killAt: 0, when: 'before' };
    const calm = await underWay('met');
    calm.wrapTask = mortal(undisturbed);
    await calm.quarter();
    expect(await ending(calm)).toStrictEqual(['finished', 4]);
    for (let killAt = 1; killAt <= undisturbed.calls; killAt += 1) {
      const world = await underWay('met');
      world.wrapTask = mortal({ calls: 0, killAt, when: 'before' });
      await world.tick();
      await world.tasks.pass(1);
      world.wrapTask = (ports) => ports;
      await world.tasks.pass(5 * MINUTE);
      expect([killAt, ...(await ending(world))]).toStrictEqual([killAt, 'finished', 4]);
    }
  });

  test('is counted once if the run has put the user off', async () => {
    const world = await underWay('put-off');
    await world.quarter();
    expect(await ending(world)).toStrictEqual(['finished', 4]);
    expect(world.google.changes.get(crowdUser(0).id)).toBe(1);
  });
});
