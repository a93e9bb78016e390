import { issuePassword } from '../../functions/domain/passwords/issue-password';
import { rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { carryOn } from '../../functions/domain/rotation/carry-on';
import { type BatchResult } from '../../functions/domain/runs/met';
import { metBy } from '../../functions/domain/runs/run';
import { countBatch, takeBatch } from '../../functions/domain/runs/run-batch';
import { durationMs, epochMs, later } from '../../functions/domain/time';
import { crowdUser } from '../fakes/crowd-google';
import { InvariantBroken } from '../fakes/late-google';
import { RotationWorld } from '../fakes/rotation-world';

/** The result of a batch that met no user. */
const NOBODY: BatchResult = {
  counted: [],
  putOff: [],
  putOffMs: durationMs(0),
};
const NO_WAVE = { size: 0, stopAtFailedShare: 1 };
const MINUTE = 60_000;
const DAY = 86_400_000;

const expectSame = (what: string, found: unknown, expected: unknown): void => {
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new InvariantBroken(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
  }
};

async function worldOf(people: number, policy = {}): Promise<RotationWorld> {
  const world = new RotationWorld();
  await world.connect(policy);
  await world.people(people);
  return world;
}

/** A worker that works for longer than a lease keeps its lane: a second worker is turned away. */
async function leaseIsRenewed(): Promise<void> {
  const world = await worldOf(200);
  const second: string[] = [];
  let updates = 0;
  world.google.onSet = () => {
    updates += 1;
    world.clock.advance(2_000); // 200 updates take longer than four leases
    return 'applied';
  };
  const sliceUntil = later(world.clock.now(), durationMs(20 * MINUTE));
  const runId = await world.rotateNow('all');
  const write = world.runs.transact.bind(world.runs);
  world.runs.transact = async (id, step) => {
    const result = await write(id, step);
    if (updates > 100 && second.length === 0) {
      second.push('asked');
      const until = later(world.clock.now(), durationMs(1_000));
      second.push((await carryOn(world.ports(), { runId, slice: 9 }, until)).kind);
    }
    return result;
  };
  await carryOn(world.ports(), { runId, slice: 2 }, sliceUntil); // slice 1 started the run
  expectSame('a second worker', second, ['asked', 'busy']);
}

/** Users who are not listed, or whose entry can't be read, are still rotated. No user is counted twice. */
async function sweepFindsThem(): Promise<void> {
  const world = await worldOf(60);
  world.google.unlisted.add(crowdUser(7).id);
  world.google.garbled.add(crowdUser(8).id);
  world.google.add(crowdUser(9, { suspended: true }));
  world.google.onSet = (id) => (id === crowdUser(10).id ? 'user-busy' : 'applied');
  await world.rotateNow('all');
  await world.tasks.pass(5 * MINUTE);
  const run = await world.run();
  expectSame('counts', run.counts, { done: 58, failed: 1, parked: 0, skipped: 1 });
  expectSame('met', metBy(run), 60);
}

/** Retries of a failing account become less frequent, whatever the schedule does. */
async function failuresAreSpaced(): Promise<void> {
  const world = await worldOf(3, { retryBudget: 20 });
  world.google.onSet = (id) => (id === crowdUser(1).id ? 'user-busy' : 'applied');
  for (let quarter = 0; quarter < 96; quarter += 1) await world.quarter();
  const tries = world.google.calls.set - 2;
  if (tries > 8) throw new InvariantBroken(`${tries} tries in a day`);
}

/** If the first few accounts fail, the run stops before it reaches the others. */
async function firstWaveIsJudged(): Promise<void> {
  const world = await worldOf(100);
  world.google.onSet = () => 'password-refused';
  await world.quarter();
  const { state, stopReason } = await world.run();
  expectSame('first wave', [state, stopReason], ['stopped', 'first-wave-failed']);
  expectSame('tried', world.google.calls.set, 10);
}

/** A task of an earlier slice makes no call, even if no other worker is active. */
async function formerSliceDoesNothing(): Promise<void> {
  const world = await worldOf(3, { paused: true });
  await world.addRun('r', { scope: 'all', slice: 3 });
  const until = later(world.clock.now(), durationMs(MINUTE));
  expectSame('former', await carryOn(world.ports(), { runId: 'r', slice: 2 }, until), {
    kind: 'nothing',
  });
  expectSame('calls', world.google.calls, { set: 0, find: 0, list: 0 });
}

/** A worker that dies in the middle of a batch leaves no account out of the count. */
async function handIsKept(): Promise<void> {
  const world = await worldOf(20, { firstWave: { size: 0, stopAtFailedShare: 1 } });
  let updates = 0;
  const dying = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get: (target, key) => {
        if (updates >= 8) return () => Promise.reject(new Error('dead'));
        const member: unknown = Reflect.get(target, key);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
  world.wrapTask = (ports) => ({
    ...ports,
    accounts: dying(ports.accounts),
    runs: dying(ports.runs),
  });
  world.google.onSet = () => {
    updates += 1;
    return 'applied';
  };
  await world.rotateNow('all');
  await world.tasks.pass(1);
  world.wrapTask = (ports) => ports;
  await world.tasks.pass(30 * MINUTE);
  const run = (await world.runs.recent(9)).at(-1)!;
  expectSame('met', [run.state, metBy(run)], ['finished', 20]);
}

/** A worker whose copy of the run is out of date can neither take a batch nor take over the run. */
async function staleReaderTakesNothing(): Promise<void> {
  const world = await worldOf(0);
  await world.addRun('run-1');
  const ports = world.ports();
  const batch = { next: { source: 'sweep' }, now: [{ key: 'anna' }], putOff: [] } as const;
  const begun = (await world.runs.read('run-1'))!;
  await takeBatch(ports, begun, batch);
  expectSame('takes', await takeBatch(ports, begun, batch), undefined);
  const taken = (await world.runs.read('run-1'))!;
  const met = { ...NOBODY, putOff: ['anna'] };
  await countBatch(ports, taken, met, { workedMs: durationMs(1), firstWave: NO_WAVE });
  expectSame('takes over', await takeBatch(ports, taken, batch), undefined);
}

/** A worker that counts its batch after another has counted it adds nothing. */
async function overtakenCountsNothing(): Promise<void> {
  const world = await worldOf(0);
  await world.addRun('run-1', { hand: ['anna'], step: 1, cursor: { source: 'sweep' } });
  const ports = world.ports();
  const taken = (await world.runs.read('run-1'))!;
  const counted = [{ result: 'done', failedBefore: false }] as const;
  for (const worker of ['first', 'overtaken']) {
    const met = { ...NOBODY, counted };
    await countBatch(ports, taken, met, { workedMs: durationMs(1), firstWave: NO_WAVE });
    const { counts } = (await world.runs.read('run-1'))!;
    expectSame(`counted once, ${worker}`, counts.done, 1);
  }
}

/** Every due account is served within a day, whatever happens to the others. */
async function nobodyStarves(): Promise<void> {
  const world = await worldOf(30);
  for (let number = 100; number < 130; number += 1) {
    const due = epochMs(world.clock.now() + (number - 100) * 3_600_000);
    await world.person(number, { nextRotationAt: due });
  }
  world.google.onFind = (id) => (id < crowdUser(5).id ? 'not-authorized' : undefined);
  world.google.onSet = (id) => (id < crowdUser(5).id ? 'google-unavailable' : 'applied');
  for (let quarter = 0; quarter < 4 * 40; quarter += 1) await world.quarter();
  const late = world
    .all()
    .filter(({ userId }) => userId >= crowdUser(5).id)
    .filter(({ current }) => current!.version === 1);
  expectSame('late', late.length, 0);
  const overdue = await world.accounts.countDue({
    before: epochMs(world.clock.now() - DAY),
    turns: true,
  });
  expectSame('overdue', overdue, 0);
}

/**
 * A password in doubt before the run is settled and then rotated: `done` counts only passwords made after the
 * start.
 */
async function doneIsMadeAfter(): Promise<void> {
  const world = await worldOf(2);
  world.google.onSet = () => 'reply-lost';
  await rotatePassword(world.ports(), crowdUser(1).primaryEmail);
  world.google.onSet = () => 'applied';
  world.clock.advance(90 * MINUTE);
  const runId = await world.rotateNow('all');
  await world.tasks.pass(5 * MINUTE);
  const { counts, startedAt } = (await world.runs.read(runId))!;
  const { version, createdAt } = world.account(1).current!;
  expectSame('counts', counts, { done: 2, failed: 0, parked: 0, skipped: 0 });
  expectSame('made after', [version, createdAt >= startedAt], [3, true]);
}

/**
 * Where only some units have a period, the unit of today decides: who has left such a unit is not rotated at the
 * turn, nor due for ever; who has come to one is rotated within its period.
 */
async function unitsDecide(): Promise<void> {
  const overrides = [{ orgUnitPath: '/Staff', periodDays: 10 }];
  const world = await worldOf(2, { periodDays: 0, overrides, firstWave: NO_WAVE });
  world.google.add(crowdUser(0, { orgUnitPath: '/Staff' }), crowdUser(2));
  await issuePassword(world.ports(), crowdUser(2).primaryEmail);
  await world.tick(); // looks at units, and begins with who is due
  world.google.add(crowdUser(0), crowdUser(1), crowdUser(2, { orgUnitPath: '/Staff' }));
  await world.tasks.pass(MINUTE);
  const versions = (): (number | undefined)[] =>
    [0, 1, 2].map((number) => world.account(number).current?.version);
  expectSame('rotated at once', versions(), [1, 1, 1]);
  expectSame('due', (await world.tick()).due, 0);
  for (let day = 0; day < 12; day += 1) {
    world.clock.advance(DAY);
    await world.quarter();
  }
  expectSame('rotated within the period', versions(), [1, 1, 2]);
}

/** The guarantees of a run, each as a scenario that fails if the guarantee does not hold. */
export const SCENARIOS: Readonly<Record<string, () => Promise<void>>> = {
  leaseIsRenewed,
  sweepFindsThem,
  failuresAreSpaced,
  firstWaveIsJudged,
  formerSliceDoesNothing,
  handIsKept,
  overtakenCountsNothing,
  staleReaderTakesNothing,
  nobodyStarves,
  doneIsMadeAfter,
  unitsDecide,
};

/** The first scenario that fails and its error, or undefined if none fails. */
export async function failingScenario(): Promise<string | undefined> {
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    try {
      await scenario();
    } catch (error) {
      return `${name}: ${String(error)}`;
    }
  }
  return undefined;
}
