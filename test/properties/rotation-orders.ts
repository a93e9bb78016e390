import fc from 'fast-check';
import { issuePassword } from '../../functions/domain/passwords/issue-password';
import { readPassword } from '../../functions/domain/passwords/read-password';
import { rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { totalOf } from '../../functions/domain/rotation/run';
import { Killed, mortalProcess } from '../crash/kill-switch';
import { crowdUser, type Sent } from '../fakes/crowd-google';
import { InvariantBroken } from '../fakes/late-google';
import { RotationWorld, type Wrap } from '../fakes/rotation-world';

const MINUTE = 60_000;
const PEOPLE = 3;

type Process = {
  readonly does: 'tick' | 'tasks' | 'rotate' | 'issue' | 'read';
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
      does: fc.constantFrom('tick', 'tick', 'tasks', 'tasks', 'tasks', 'rotate', 'issue', 'read'),
      killAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })),
      when: fc.constantFrom('before', 'after'),
    }),
    { minLength: 2, maxLength: 6 },
  ),
  sent: fc.array(fc.constantFrom<Sent>('applied', 'reply-lost', 'lost', 'quota-exceeded'), {
    maxLength: 6,
  }),
  waits: fc.array(fc.constantFrom(300, 5_000, 26_000, 61_000, 200_000), { maxLength: 5 }),
  wave: fc.constantFrom(0, 1, 10),
});

/** Ports whose calls wait for their turn; they may be where the process dies, and are looked at after. */
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

/** Account 1 may also have been rotated by callers, so many times at most. */
async function expectAllDone(world: RotationWorld, byCallers: number): Promise<void> {
  for (let number = 0; number < PEOPLE; number += 1) {
    const changes = world.google.changes.get(crowdUser(number).id) ?? 0;
    const { status, candidates } = world.account(number);
    const tooMany = changes > 1 + (number === 1 ? byCallers : 0);
    if (changes < 1 || tooMany || status !== 'active' || candidates.length > 0) {
      throw new InvariantBroken(`${number}: ${changes} changes, ${status}`);
    }
  }
  // A planner that saw them due just before the run ended begins one that finds nobody.
  const made = (await world.runs.recent(10)).filter((run) => totalOf(run) > 0);
  const [run] = made;
  // Whom a caller rotated before the run came to plan that account is not due any more.
  const done = run?.result?.done ?? 0;
  const allDone = done === PEOPLE || (byCallers > 0 && done === PEOPLE - 1);
  if (made.length !== 1 || run?.state !== 'finished' || !allDone) {
    throw new InvariantBroken(`not one run of all: ${JSON.stringify(made)}`);
  }
}

/**
 * Planners, tasks and callers in any order, killed anywhere, with lost and late replies; then time goes
 * on undisturbed. Fails where a password is lost, or anybody is rotated twice or never.
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
    await scheduler.waitFor(Promise.all(acting));
    await scheduler.waitIdle();
    await recover(world);
    await expectAllDone(world, plan.processes.filter(({ does }) => does === 'rotate').length);
  });
  return fc.check(property, options);
}
