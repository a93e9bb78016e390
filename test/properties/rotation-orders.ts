import fc from 'fast-check';
import { issuePassword } from '../../functions/domain/passwords/issue-password';
import { readPassword } from '../../functions/domain/passwords/read-password';
import { rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { carryOn } from '../../functions/domain/rotation/carry-on';
import { metBy } from '../../functions/domain/runs/run';
import { durationMs, later } from '../../functions/domain/time';
import { Killed, mortalProcess } from '../crash/kill-switch';
import { crowdUser, type Sent } from '../fakes/crowd-google';
import { InvariantBroken } from '../fakes/late-google';
import { RotationWorld, type Wrap } from '../fakes/rotation-world';
import { inTurns } from './in-turns';

const MINUTE = 60_000;
const PEOPLE = 3;

type Process = {
  readonly does: 'tick' | 'tasks' | 'work' | 'rotate' | 'issue' | 'read';
  readonly killAt: number;
  readonly when: 'before' | 'after';
};

type Plan = {
  readonly processes: readonly Process[];
  readonly sent: readonly Sent[];
  readonly waits: readonly number[];
  readonly wave: number;
};

const plans: fc.Arbitrary<Plan> = fc.record({
  processes: fc.array(
    fc.record({
      does: fc.constantFrom('tick', 'tick', 'tasks', 'work', 'work', 'rotate', 'issue', 'read'),
      killAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 50 })),
      when: fc.constantFrom('before', 'after'),
    }),
    { minLength: 2, maxLength: 6 },
  ),
  sent: fc.array(fc.constantFrom<Sent>('applied', 'reply-lost', 'lost', 'quota-exceeded'), {
    maxLength: 6,
  }),
  waits: fc.array(fc.constantFrom(300, 5_000, 26_000, 96_000, 200_000), { maxLength: 5 }),
  wave: fc.constantFrom(0, 1, 10),
});

/**
 * Ports whose calls wait for their turn. A call may be where the process dies, and the world is checked after
 * each one.
 */
const watched =
  (world: RotationWorld, scheduler: fc.Scheduler, process: Process): Wrap =>
  (ports) => {
    const dying = mortalProcess({ calls: 0, killAt: process.killAt, when: process.when });
    const turn = <Port extends object>(port: Port, label: string): Port =>
      new Proxy(dying(port), {
        get:
          (target, key) =>
          async (...args: unknown[]) => {
            await scheduler.schedule(Promise.resolve(), `${label}.${String(key)}`);
            const method = Reflect.get(target, key) as (...given: unknown[]) => Promise<unknown>;
            try {
              return await method(...args);
            } finally {
              world.check();
            }
          },
      });
    return {
      ...ports,
      accounts: turn(ports.accounts, 'accounts'),
      runs: turn(ports.runs, 'runs'),
      lanes: turn(ports.lanes, 'lanes'),
      tasks: turn(ports.tasks, 'tasks'),
      configurations: turn(ports.configurations, 'configurations'),
    };
  };

async function act(world: RotationWorld, scheduler: fc.Scheduler, process: Process): Promise<void> {
  const wrap = watched(world, scheduler, process);
  const { primaryEmail } = crowdUser(0);
  try {
    if (process.does === 'tick') await world.tick(wrap);
    else if (process.does === 'tasks') {
      await scheduler.schedule(Promise.resolve(), 'tasks');
      world.wrapTask = wrap;
      await world.tasks.drain();
    } else if (process.does === 'work') {
      await scheduler.schedule(Promise.resolve(), 'work');
      const [run] = await world.runs.active();
      const until = later(world.clock.now(), durationMs(world.sliceMs));
      if (run) await carryOn(wrap(world.ports()), { runId: run.runId, slice: run.slice }, until);
    } else if (process.does === 'issue') await issuePassword(wrap(world.ports()), primaryEmail);
    else if (process.does === 'read') await readPassword(wrap(world.ports()), primaryEmail);
    else await rotatePassword(wrap(world.ports()), crowdUser(1).primaryEmail);
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}

async function recover(world: RotationWorld): Promise<void> {
  world.google.onSet = () => 'applied';
  world.wrapTask = (ports) => ports;
  for (let quarter = 0; quarter < 12; quarter += 1) {
    await world.tick();
    await world.tasks.pass(15 * MINUTE);
    world.check();
  }
}

/** Callers may have rotated account 1 as well, at most `byCallers` times. */
async function expectAllDone(world: RotationWorld, byCallers: number): Promise<void> {
  for (let number = 0; number < PEOPLE; number += 1) {
    const changes = world.google.changes.get(crowdUser(number).id) ?? 0;
    const { status, candidates } = world.account(number);
    const tooMany = changes > 1 + (number === 1 ? byCallers : 0);
    if (changes < 1 || tooMany || status !== 'active' || candidates.length > 0) {
      throw new InvariantBroken(`${number}: ${changes} changes, ${status}`);
    }
  }
  const runs = (await world.runs.recent(20)).toReversed();
  const [first] = runs.filter((run) => metBy(run) > 0);
  const ended = runs.every(({ state }) => state === 'finished');
  // If a caller rotated the account before the run reached it, the account is no longer due.
  const met = first ? metBy(first) : 0;
  if (!ended || met > PEOPLE || met < PEOPLE - (byCallers > 0 ? 1 : 0)) {
    throw new InvariantBroken(`not everybody counted once: ${JSON.stringify(runs)}`);
  }
}

/**
 * Ticks, workers and callers in any order, killed anywhere, with lost and late replies; then time passes
 * without faults. Fails if a password is lost, or if an account is rotated twice or never.
 */
export function exploreRotation(
  options: fc.Parameters<[fc.Scheduler, Plan]>,
): Promise<fc.RunDetails<[fc.Scheduler, Plan]>> {
  const property = fc.asyncProperty(fc.scheduler(), plans, async (scheduler, plan) => {
    const world = new RotationWorld();
    await world.connect({ firstWave: { size: plan.wave, stopAtFailedShare: 1 } });
    await world.people(PEOPLE);
    await world.tick();
    const sent = [...plan.sent];
    world.google.onSet = () => sent.shift() ?? 'applied';
    for (const ms of plan.waits) {
      void scheduler.schedule(Promise.resolve(), `${ms} ms pass`).then(() => {
        world.clock.advance(ms);
      });
    }
    const acting = plan.processes.map((process) => act(world, scheduler, process));
    await inTurns(scheduler, Promise.all(acting));
    await scheduler.waitIdle();
    await recover(world);
    await expectAllDone(world, plan.processes.filter(({ does }) => does === 'rotate').length);
  });
  return fc.check(property, options);
}
