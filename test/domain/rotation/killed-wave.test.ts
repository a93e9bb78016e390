import { type Ports, RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;

/** A process that dies right before it counts its batch for the n-th time. */
const diesBeforeCounting = (times: number) => {
  let left = times;
  return (ports: Ports): Ports => {
    let dead = false;
    let taken = false;
    const dying = <P extends object>(port: P): P =>
      new Proxy(port, {
        get(target, key) {
          const member: unknown = Reflect.get(target, key);
          if (typeof member !== 'function') return member;
          return (...args: unknown[]) => {
            if (dead) throw new Error('dead');
            return Reflect.apply(member, target, args) as unknown;
          };
        },
      });
    const runs = dying(ports.runs);
    const transact: Ports['runs']['transact'] = async (runId, step) => {
      if (left > 0) {
        const run = await ports.runs.read(runId);
        if (taken && (run?.hand.length ?? 0) > 0) {
          left -= 1;
          dead = true;
        }
        if (!dead) {
          const result = await runs.transact(runId, step);
          taken ||= ((await ports.runs.read(runId))?.hand.length ?? 0) > 0;
          return result;
        }
        throw new Error('dead');
      }
      return runs.transact(runId, step);
    };
    const mortalRuns = new Proxy(runs, {
      get: (target, key) => (key === 'transact' ? transact : (Reflect.get(target, key) as unknown)),
    });
    return {
      ...ports,
      runs: mortalRuns,
      accounts: dying(ports.accounts),
      lanes: dying(ports.lanes),
      configurations: dying(ports.configurations),
    };
  };
};

async function waveWithKills(kills: number) {
  const world = new RotationWorld();
  await world.connect({ firstWave: { size: 10, stopAtFailedShare: 0.5 } });
  await world.people(100);
  // of every ten, six fail: more than half
  world.google.onSet = (id) => ((Number(id) - 100_000) % 10 < 6 ? 'password-refused' : 'applied');
  world.wrapTask = diesBeforeCounting(kills);
  await world.quarter();
  await world.quarter();

  const { state, stopReason, counts } = (await world.runs.recent(5)).at(-1)!;
  return { state, stopReason, counts, sent: world.google.calls.set };
}

test('without a kill', async () => {
  expect(await waveWithKills(0)).toMatchObject({
    state: 'stopped',
    counts: { done: 4, failed: 6 },
  });
});

test('after a kill before the batch is counted, the first wave stops the run as well', async () => {
  expect(await waveWithKills(1)).toMatchObject({
    state: 'stopped',
    counts: { done: 4, failed: 6 },
  });
});

test('a failing password generator: all of the wave fail, and one kill', async () => {
  const world = new RotationWorld();
  await world.connect({ firstWave: { size: 10, stopAtFailedShare: 0.5 } });
  await world.people(100);
  world.google.onSet = () => 'password-refused';
  world.wrapTask = diesBeforeCounting(1);
  await world.tick();
  await world.tasks.pass(10 * MINUTE);
  const { state, counts } = await world.run();
  expect({ state, counts }).toMatchObject({ state: 'stopped', counts: { done: 0, failed: 10 } });
});

test('a wave of which six in ten failed does not let the whole run go on after a kill', async () => {
  const world = new RotationWorld();
  await world.connect({ firstWave: { size: 10, stopAtFailedShare: 0.5 } });
  await world.people(100);
  const refused = new Set([0, 1, 2, 3, 4, 5, 10, 11, 12].map((number) => String(100_000 + number)));
  world.google.onSet = (id) => (refused.has(id) ? 'password-refused' : 'applied');
  world.wrapTask = diesBeforeCounting(1);
  await world.tick();
  await world.tasks.pass(10 * MINUTE);
  const { state, stopReason } = await world.run();
  expect({ state, stopReason, rotated: world.rotated }).toEqual({
    state: 'stopped',
    stopReason: 'first-wave-failed',
    rotated: 4,
  });
});
