import fc from 'fast-check';
import { Killed } from '../crash/kill-switch';
import { BIND_BEHAVIOURS, type BindBehaviour } from '../fakes/late-binds';
import { type Behaviour, BEHAVIOURS } from '../fakes/late-google';
import { inTurns } from './in-turns';
import {
  MORE_OPERATIONS,
  type Operation,
  OPERATIONS,
  RETAINING_OPERATIONS,
  type PasswordDomain,
  PasswordWorld,
  run,
} from './password-world';
import { settle } from './settle';
import { type Befalls, BEFALLS, ToldOnlyLive } from './told-only-live';
import { watched } from './watched-ports';

/** The plan of one process: its operations in order, and where it dies. */
type Worker = {
  readonly operations: readonly Operation[];
  readonly killAt: number;
  readonly when: 'before' | 'after';
  /** The offset of this process's clock from the true time. */
  readonly skewMs: number;
};

type Plan = {
  readonly workers: readonly Worker[];
  readonly behaviours: readonly Behaviour[];
  /** Absent: Secure LDAP is not connected. */
  readonly binds?: readonly BindBehaviour[] | undefined;
  /** Clock steps in milliseconds. With `land`, a step also lets a late call arrive. */
  readonly ticks: readonly Tick[];
};

type Tick = {
  readonly byMs: number;
  readonly land: boolean;
  readonly befalls?: Befalls | undefined;
};

const TIMES_MS = [500, 8_000, 11_000, 21_000, 31_000, 52_000, 1_180_000, 1_206_000];
const DAYS_MS = [691_200_000, 1_900_800_000]; // 8 and 22 days

const tick = fc.record({ byMs: fc.constantFrom(...TIMES_MS), land: fc.boolean() });
const hourTick = fc.record({
  byMs: fc.constantFrom(...TIMES_MS, 3_590_000, 3_600_000, 3_610_000),
  land: fc.boolean(),
});
const longTick = fc.record({
  byMs: fc.constantFrom(...TIMES_MS.slice(-3), ...DAYS_MS),
  land: fc.boolean(),
  befalls: fc.option(fc.constantFrom(...BEFALLS), { nil: undefined }),
});

const operationsOf = ({ people, retention }: ExploreOptions): fc.Arbitrary<Operation[]> => {
  const some = { minLength: 2, maxLength: 7 };
  if (people) return fc.array(fc.constantFrom(...OPERATIONS, ...MORE_OPERATIONS), some);
  return retention
    ? fc.array(fc.constantFrom(...RETAINING_OPERATIONS), some)
    : fc.array(fc.constantFrom(...OPERATIONS), { minLength: 1, maxLength: 4 });
};

const ticksOf = ({ people, retention }: ExploreOptions): fc.Arbitrary<Tick[]> => {
  if (retention) return fc.array(hourTick, { maxLength: 10 });
  return people ? fc.array(longTick, { maxLength: 10 }) : fc.array(tick, { maxLength: 8 });
};

const plan = (options: ExploreOptions): fc.Arbitrary<Plan> =>
  fc.record({
    workers: fc.array(
      fc.record({
        operations: operationsOf(options),
        killAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 24 })),
        when: fc.constantFrom('before', 'after'),
        skewMs: fc.constantFrom(-2_000, 0, 2_000),
      }),
      { minLength: options.workers, maxLength: options.workers },
    ),
    behaviours: fc.array(fc.constantFrom(...BEHAVIOURS), { maxLength: 10 }),
    binds: options.binds
      ? fc.array(fc.constantFrom(...BIND_BEHAVIOURS), { maxLength: 10 })
      : fc.constant(undefined),
    ticks: ticksOf(options),
  });

export type ExploreOptions = {
  readonly workers: number;
  readonly runs: number;
  readonly seed?: number;
  readonly trail?: true;
  /** Days pass, and the user is deleted, restored or promoted, or another Workspace is connected. */
  readonly people?: true;
  /** Secure LDAP is connected. */
  readonly binds?: true;
  /** The policy keeps stored passwords for an hour only. */
  readonly retention?: true;
};

/**
 * Explores interleavings of several processes on one account. At every await the scheduler may let another
 * process continue, the clock move, a late call arrive, or a process die. Checks after each step. Returns
 * fast-check's report; `failed` means that an invariant broke.
 */
export function explore(
  domain: PasswordDomain,
  options: ExploreOptions,
): Promise<fc.RunDetails<[fc.Scheduler, Plan]>> {
  return fc.check(
    fc.asyncProperty(fc.scheduler(), plan(options), async (scheduler, given) => {
      const world = new PasswordWorld();
      world.google.behave(given.behaviours);
      if (given.binds) world.connectSecureLdap(given.binds);
      if (options.retention) world.retain();
      const told = new ToldOnlyLive(world);
      for (const { byMs, land, befalls } of given.ticks) {
        void scheduler.schedule(Promise.resolve(), `${byMs} ms pass`).then(() => {
          if (land) world.google.landOne();
          if (befalls) told.befall(befalls);
          world.clock.advance(byMs);
        });
      }
      const working = given.workers.map((worker) =>
        work(domain, { world, told }, scheduler, worker),
      );
      await inTurns(scheduler, Promise.all(working));
      await scheduler.waitIdle();
      await settle(domain, world);
      if (!options.trail) return;
      // A process that dies or stalls between the log line and its write leaves both to the next process.
      world.checkTrail(given.ticks.length > 0 || given.workers.some(({ killAt }) => killAt > 0));
    }),
    { numRuns: options.runs, ...(options.seed === undefined ? {} : { seed: options.seed }) },
  );
}

async function work(
  domain: PasswordDomain,
  { world, told }: { readonly world: PasswordWorld; readonly told: ToldOnlyLive },
  scheduler: fc.Scheduler,
  worker: Worker,
): Promise<void> {
  const plan = { calls: 0, killAt: worker.killAt, when: worker.when };
  for (const operation of worker.operations) {
    const ports = watched(world, (label) => scheduler.schedule(Promise.resolve(), label), plan, {
      ...worker,
      operation,
    });
    const judge = told.begin(operation);
    try {
      judge(await run(domain, operation, ports));
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    world.check();
  }
}
