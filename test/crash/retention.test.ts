import { readPassword } from '../../functions/domain/passwords/read-password';
import { rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { crowdUser } from '../fakes/crowd-google';
import { type Ports, RotationWorld } from '../fakes/rotation-world';
import { type KillPlan, mortalProcess, unlessKilled } from './kill-switch';

const HOUR = 3_600_000;
const PEOPLE = 3;

/** Everybody's password was set 40 days ago, the last one's by a rotation whose reply was lost. */
async function newWorld(): Promise<RotationWorld> {
  const world = new RotationWorld();
  await world.connect({ retentionHours: 24, periodDays: 0, proveEveryDays: 0 });
  await world.people(PEOPLE);
  world.google.onSet = () => 'reply-lost';
  await rotatePassword(world.ports(), crowdUser(PEOPLE - 1).primaryEmail);
  world.google.onSet = () => 'applied';
  world.clock.advance(HOUR);
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
      outbox: dying(ports.outbox),
      events: dying(ports.events),
    };
  };

const undisturbed = (): KillPlan => ({ calls: 0, killAt: 0, when: 'before' });

/** The number of calls until the copies are destroyed. A test checks it. */
const CALLS = 9;
const points = Array.from({ length: CALLS }, (_, index) => index + 1).flatMap((killed) =>
  (['before', 'after'] as const).map((when) => ({ calls: 0, killAt: killed, when })),
);

/** By user: who was told to have lost the stored copy of which version. */
const told = (world: RotationWorld): string[] => {
  const events = new Map(world.outbox.published.map((event) => [event.id, event]));
  return [...events.values()]
    .filter(({ type }) => type === 'password.forgotten')
    .map(({ userId, version }) => `${userId} ${version}`)
    .toSorted();
};

const everybody = Array.from({ length: PEOPLE }, (_, number) => `${crowdUser(number).id} 1`);

test('an undisturbed tick destroys what is old, and no candidate', async () => {
  const world = await newWorld();
  const plan = undisturbed();
  await world.tick(mortal(plan));
  world.check();
  for (let number = 0; number < PEOPLE; number += 1) {
    expect(world.account(number).current).not.toHaveProperty('ciphertext');
  }
  expect(world.account(PEOPLE - 1).candidates).toHaveLength(1);
  expect(plan.calls).toBeGreaterThan(CALLS);
});

test.each(points)(
  'a tick that dies at any call loses no password, and the next one goes on ($when call $killAt)',
  async (plan) => {
    const world = await newWorld();
    await world.tick(mortal(plan)).catch(unlessKilled);
    world.check();
    for (let quarter = 0; quarter < 3; quarter += 1) await world.quarter();
    world.check();
    expect(told(world)).toStrictEqual(everybody);
    const lines = world.trail.filter(({ action }) => action === 'forgotten');
    expect(new Set(lines.map(({ userId, version }) => `${userId} ${version}`))).toStrictEqual(
      new Set(everybody),
    );
    for (let number = 0; number < PEOPLE; number += 1) {
      const { primaryEmail, id } = crowdUser(number);
      const live = await rotatePassword(world.ports(), primaryEmail);
      if (live.kind !== 'live') throw new Error(live.kind);
      expect(live.password.reveal()).toBe(world.google.held.get(id));
      expect((await readPassword(world.ports(), id)).kind).toBe('live');
    }
    world.check();
  },
);
