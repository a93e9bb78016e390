import fc from 'fast-check';
import { type CallPorts } from '../../functions/domain/passwords/managed-user';
import { epochMs } from '../../functions/domain/time';
import { Secret } from '../../functions/domain/secret';
import { type Directory } from '../../functions/ports/directory';
import { killAt, Killed } from '../crash/kill-switch';
import { ALICE, type Behaviour, BEHAVIOURS, InvariantBroken } from '../fakes/late-google';
import {
  type Operation,
  OPERATIONS,
  type PasswordDomain,
  PasswordWorld,
  run,
} from './password-world';

/** One process's plan: what it is asked to do, in turn, and where it dies. */
type Worker = {
  readonly operations: readonly Operation[];
  readonly killAt: number;
  readonly when: 'before' | 'after';
  /** How far this process's clock is from the true one. */
  readonly skewMs: number;
};

type Plan = {
  readonly workers: readonly Worker[];
  readonly behaviours: readonly Behaviour[];
  /** Moves of the clock in milliseconds; each also lets a late call arrive if `land`. */
  readonly ticks: readonly { readonly byMs: number; readonly land: boolean }[];
};

const plan = (workers: number): fc.Arbitrary<Plan> =>
  fc.record({
    workers: fc.array(
      fc.record({
        operations: fc.array(fc.constantFrom(...OPERATIONS), { minLength: 1, maxLength: 4 }),
        killAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 24 })),
        when: fc.constantFrom('before', 'after'),
        skewMs: fc.constantFrom(-2_000, 0, 2_000),
      }),
      { minLength: workers, maxLength: workers },
    ),
    behaviours: fc.array(fc.constantFrom(...BEHAVIOURS), { maxLength: 10 }),
    ticks: fc.array(
      fc.record({
        byMs: fc.constantFrom(500, 8_000, 11_000, 21_000, 31_000, 52_000, 1_180_000, 1_206_000),
        land: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
  });

/**
 * Explores interleavings of several processes on one account: every await is a point where the
 * scheduler may let another go on, the clock move, a late call arrive, or a process die. Looks after
 * each step. Gives fast-check's report; `failed` means that an invariant broke.
 */
export function explore(
  domain: PasswordDomain,
  options: {
    readonly workers: number;
    readonly runs: number;
    readonly seed?: number;
    readonly trail?: true;
  },
): Promise<fc.RunDetails<[fc.Scheduler, Plan]>> {
  return fc.check(
    fc.asyncProperty(fc.scheduler(), plan(options.workers), async (scheduler, given) => {
      const world = new PasswordWorld();
      world.google.behave(given.behaviours);
      for (const { byMs, land } of given.ticks) {
        void scheduler.schedule(Promise.resolve(), `${byMs} ms pass`).then(() => {
          if (land) world.google.landOne();
          world.clock.advance(byMs);
        });
      }
      const working = given.workers.map((worker) => work(domain, world, scheduler, worker));
      await scheduler.waitFor(Promise.all(working));
      await scheduler.waitIdle();
      await settle(domain, world);
      if (!options.trail) return;
      // Who dies or stalls between the line and what it writes down leaves both to the next.
      world.checkTrail(given.ticks.length > 0 || given.workers.some(({ killAt }) => killAt > 0));
    }),
    { numRuns: options.runs, ...(options.seed === undefined ? {} : { seed: options.seed }) },
  );
}

async function work(
  domain: PasswordDomain,
  world: PasswordWorld,
  scheduler: fc.Scheduler,
  worker: Worker,
): Promise<void> {
  const plan = { calls: 0, killAt: worker.killAt, when: worker.when };
  for (const operation of worker.operations) {
    const ports = watched(world, scheduler, plan, { ...worker, operation });
    try {
      await run(domain, operation, ports);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    world.check();
  }
}

/** Ports whose calls wait for their turn, may be where the process dies, and are looked at after. */
function watched(
  world: PasswordWorld,
  scheduler: fc.Scheduler,
  plan: Parameters<typeof killAt>[1],
  { skewMs, operation }: { readonly skewMs: number; readonly operation: Operation },
): CallPorts {
  const ports = world.ports(operation);
  const turn = <Port extends object>(port: Port, label: string): Port =>
    new Proxy(killAt(port, plan), {
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
  const google = killAt<Directory>(world.google, plan);
  const directory: Directory = {
    findUser: (key) => google.findUser(key),
    listUsers: (page) => google.listUsers(page),
    // Begun without a wait, since the lease is checked just before; the answer may come too late.
    setPassword: async (id, password, deadlineMs) => {
      const deadline = world.clock.now() + deadlineMs;
      const outcome = await google.setPassword(id, password, deadlineMs).catch((error: unknown) => {
        if (error instanceof Killed && error.message.startsWith('after')) world.google.orphanLast();
        throw error;
      });
      world.check();
      await scheduler.schedule(Promise.resolve(), 'answer of Google');
      return world.clock.now() > deadline ? world.google.giveUp(outcome) : outcome;
    },
  };
  return {
    ...ports,
    clock: {
      now: () => epochMs(world.clock.now() + skewMs),
      sleep: (duration) => world.clock.sleep(duration),
    },
    accounts: turn(ports.accounts, 'accounts'),
    cipher: turn(ports.cipher, 'cipher'),
    directory: { connect: () => Promise.resolve({ kind: 'ok', value: directory }) },
  };
}

/** I4: nothing is killed or lost any more; one more call, and all is settled and live. */
async function settle(domain: PasswordDomain, world: PasswordWorld): Promise<void> {
  world.google.behave([]);
  world.clock.advance(1_300_000);
  world.check();
  const result = await domain.issuePassword(world.ports('issue'), ALICE.primaryEmail);
  world.check();
  const account = world.accounts.peek(ALICE.id);
  const told = result.kind === 'live' ? result.password : new Secret('nothing');
  if (account?.candidates.length !== 0 || told.reveal() !== world.google.held) {
    throw new InvariantBroken('I4: a retry did not end with the live password');
  }
}
