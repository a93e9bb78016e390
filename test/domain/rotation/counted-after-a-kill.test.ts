import { type Ports, RotationWorld } from '../../fakes/rotation-world';
import { crowdUser } from '../../fakes/crowd-google';

const MINUTE = 60_000;

/** The first worker dies before it counts its first batch. */
const dieBeforeCounting = (world: RotationWorld): void => {
  let done = false;
  world.wrapTask = (ports: Ports): Ports => {
    if (done) return ports;
    done = true;
    let dead = false;
    const dying = <P extends object>(port: P): P =>
      new Proxy(port, {
        get(target, key) {
          const member: unknown = Reflect.get(target, key);
          if (typeof member !== 'function') return member;
          return async (...args: unknown[]) => {
            if (key === 'transact' && (port as unknown) === ports.runs) {
              const run = await ports.runs.read(args[0] as string);
              if ((run?.hand.length ?? 0) > 0) dead = true;
            }
            if (dead) throw new Error('dead');
            return Reflect.apply(member, target, args) as unknown;
          };
        },
      });
    return {
      ...ports,
      runs: dying(ports.runs),
      accounts: dying(ports.accounts),
      lanes: dying(ports.lanes),
    };
  };
};

test('a worker is killed, and a list is asked for meanwhile: the first run counts everybody', async () => {
  const world = new RotationWorld();
  await world.connect();
  await world.people(10);
  world.google.add(crowdUser(3, { suspended: true }));
  const all = await world.rotateNow('all');
  dieBeforeCounting(world);
  await world.tasks.pass(1_000);
  expect((await world.runs.read(all))!.hand).toHaveLength(10);
  const list = await world.rotateNow({
    userKeys: [crowdUser(1).id, crowdUser(2).id, crowdUser(3).id],
  });
  await world.tasks.pass(10 * MINUTE);
  const first = await world.runs.read(all);
  const second = await world.runs.read(list);
  expect([first, second].map((run) => [run!.state, run!.counts])).toEqual([
    ['finished', { done: 9, failed: 0, parked: 0, skipped: 1 }],
    ['finished', { done: 2, failed: 0, parked: 0, skipped: 1 }],
  ]);
});

test('a scheduled run is killed before it counts; a list meets its failed user first: the run still counts everybody', async () => {
  const world = new RotationWorld();
  await world.connect();
  await world.people(10);
  const bad = crowdUser(3).id;
  world.google.onSet = (id) => (id === bad ? 'password-refused' : 'applied');
  dieBeforeCounting(world);
  await world.tick();
  await world.tasks.pass(1_000);
  const due = await world.run();
  expect(due.hand).toHaveLength(10);
  const list = await world.rotateNow({ userKeys: [crowdUser(1).id, bad] });
  await world.tasks.pass(10 * MINUTE);
  const runs = [await world.runs.read(due.runId), await world.runs.read(list)];
  expect(runs.map((run) => [run!.state, run!.counts])).toEqual([
    ['finished', { done: 9, failed: 1, parked: 0, skipped: 0 }],
    ['finished', { done: 1, failed: 1, parked: 0, skipped: 0 }],
  ]);
});
