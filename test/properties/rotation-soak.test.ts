import { seededRandom } from '../../local/workspace/random';
import { metBy } from '../../functions/domain/runs/run';
import { Killed, mortalProcess } from '../crash/kill-switch';
import { RotationWorld, type Wrap } from '../fakes/rotation-world';
import { fixedWindow } from './quota';

const PEOPLE = 10_000;
const QUARTER_MS = 900_000;

/**
 * A domain of 10,000 users at a Google that loses 1 % of its replies, fails 2 % of its calls before their
 * effect and accepts 600 calls a minute, while planners and workers are killed. No real time passes.
 */
async function soak(seed: number): Promise<RotationWorld> {
  const random = seededRandom(seed);
  const world = new RotationWorld();
  await world.connect();
  await world.people(PEOPLE);
  const quota = fixedWindow(60_000, 600);
  world.google.onSet = () => {
    if (!quota(world.clock.now())) return 'quota-exceeded';
    const drawn = random();
    if (drawn < 0.01) return 'reply-lost';
    return drawn < 0.03 ? 'google-unavailable' : 'applied';
  };
  const sometimes =
    (share: number, calls: number): Wrap =>
    (ports) => {
      if (random() >= share) return ports;
      const when = random() < 0.5 ? 'before' : 'after';
      const killAt = 1 + Math.floor(random() * calls);
      const dying = mortalProcess({ calls: 0, killAt, when });
      return {
        ...ports,
        accounts: dying(ports.accounts),
        runs: dying(ports.runs),
        lanes: dying(ports.lanes),
        tasks: dying(ports.tasks),
        cipher: dying(ports.cipher),
      };
    };
  world.wrapTask = sometimes(0.3, 20_000);
  for (let quarter = 0; quarter < 8; quarter += 1) {
    await world.tick(sometimes(0.5, 30)).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    await world.tasks.pass(QUARTER_MS);
    world.check();
  }
  world.google.onSet = () => 'applied';
  world.wrapTask = (ports) => ports;
  for (let quarter = 0; quarter < 12; quarter += 1) await world.quarter();
  return world;
}

test.each([20_260_101, 20_260_102])(
  'a soak of 10,000 loses nobody and rotates nobody twice (seed %d)',
  async (seed) => {
    const world = await soak(seed);
    const states = world.all().map(({ userId, status, current, candidates }) => {
      const held = world.google.held.get(userId);
      const live = current && world.cipher.open(current.ciphertext!) === held;
      return `${status}, ${String(live)}, ${candidates.length}, ${String(world.google.changes.get(userId))} changes`;
    });
    expect(new Set(states)).toStrictEqual(new Set(['active, true, 0, 1 changes']));
    expect(states).toHaveLength(PEOPLE);
    const runs = await world.runs.recent(100);
    expect(new Set(runs.map(({ state }) => state))).toStrictEqual(new Set(['finished']));
    const first = runs.at(-1)!;
    expect(metBy(first)).toBe(PEOPLE);
    expect(first.counts.done).toBeGreaterThan(0.96 * PEOPLE);
    // One call for each user, one more for each of the 3 % that failed, and the calls that the quota refused.
    expect(world.google.calls.set).toBeLessThanOrEqual(1.08 * PEOPLE);
    expect(new Set(world.outbox.published.map(({ id }) => id)).size).toBe(PEOPLE);
  },
  120_000,
);
