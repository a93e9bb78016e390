import { type BindFailure } from '../../functions/domain/proofs/bind-failure';
import { rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { isActive, metBy } from '../../functions/domain/runs/run';
import { durationMs } from '../../functions/domain/time';
import { type BindOutcome } from '../../functions/ports/password-prover';
import { seededRandom } from '../../local/workspace/random';
import { Killed, mortalProcess } from '../crash/kill-switch';
import { crowdUser } from '../fakes/crowd-google';
import { DrivenTime } from '../fakes/driven-time';
import { connectLdap, provingWorld, type ProvingWorld } from '../fakes/proving-world';

const USERS = 30;
const PER_SECOND = 2;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const BIND_FAILURES: readonly BindFailure[] = [
  'ldap-busy',
  'ldap-quota',
  'ldap-not-allowed',
  'ldap-silent',
  'ldap-closed',
  'ldap-other',
  'ldap-unreachable',
  'ldap-certificate',
  'ldap-unreadable',
];
const LOOK_UP_FAILURES = ['google-unavailable', 'not-authorized', 'no-answer'] as const;

type Bound = {
  readonly at: number;
  readonly name: string;
  endedAt?: number;
  outcome?: BindOutcome;
};

/** Runs of proofs over 30 users in bad weather, seeded. No real time passes. */
class Storm {
  readonly world: ProvingWorld;
  readonly time: DrivenTime;
  readonly binds: Bound[] = [];
  /** Who was bound with a password that was not the current one, or was in doubt. */
  readonly wrong: string[] = [];
  readonly runIds = new Set<string>();
  readonly #random: () => number;
  #calm = false;

  private constructor(world: ProvingWorld, seed: number) {
    this.world = world;
    this.#random = seededRandom(seed);
    this.time = new DrivenTime(world);
    world.proofsPerSecond = PER_SECOND;
    world.google.onFind = () => (this.#happens(0.05) ? this.#among(LOOK_UP_FAILURES) : undefined);
    world.ldap.failureOf = () => (this.#happens(0.12) ? this.#among(BIND_FAILURES) : undefined);
    world.ldap.arrived = () => this.time.sleep(durationMs(50 + Math.floor(this.#random() * 900)));
    const { matches } = world.ldap;
    world.ldap.matches = (...tried) => matches(...tried) && !this.#happens(0.1);
    this.#watchBinds();
    this.#killSome();
  }

  static async rage(seed: number): Promise<Storm> {
    const storm = new Storm(await provingWorld(USERS), seed);
    for (let step = 0; step < 40; step += 1) {
      await storm.#something();
      await storm.time.pass(Math.floor(storm.#random() * MINUTE));
    }
    storm.#calm = true;
    storm.world.google.add(crowdUser(5));
    for (let quarter = 0; quarter < 14; quarter += 1) {
      if (quarter === 8) storm.world.clock.advance(DAY);
      await storm.world.tick();
      await storm.time.pass(15 * MINUTE, 250);
    }
    return storm;
  }

  #happens(share: number): boolean {
    return !this.#calm && this.#random() < share;
  }

  #among<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.#random() * values.length)]!;
  }

  #watchBinds(): void {
    const { ldap, cipher, clock } = this.world;
    const bind = ldap.bind.bind(ldap);
    ldap.bind = async (identity, tried) => {
      const { name, password } = tried;
      const account = this.world.all().find(({ primaryEmail }) => primaryEmail === name);
      const current = account?.current && cipher.open(account.current.ciphertext!);
      if (current !== password.reveal() || account?.candidates.length !== 0) this.wrong.push(name);
      const bound: Bound = { at: clock.now(), name };
      this.binds.push(bound);
      const outcome = await bind(identity, tried);
      return Object.assign(bound, { endedAt: clock.now(), outcome }).outcome;
    };
  }

  #killSome(): void {
    this.world.wrapTask = (ports) => {
      const own = this.time.inTime(ports);
      if (!this.#happens(0.7)) return own;
      const killAt = 1 + Math.floor(this.#random() * 300);
      const dying = mortalProcess({ calls: 0, killAt, when: this.#among(['before', 'after']) });
      const { accounts, runs, lanes, cipher, bindPace, prover, configurations } = own;
      return {
        ...own,
        accounts: dying(accounts),
        runs: dying(runs),
        lanes: dying(lanes),
        cipher: dying(cipher),
        bindPace: dying(bindPace),
        prover: dying(prover),
        configurations: dying(configurations),
      };
    };
  }

  async #something(): Promise<void> {
    const { world, time } = this;
    const anybody = crowdUser(Math.floor(this.#random() * USERS)).primaryEmail;
    const userKeys = [1, 2, 3, 40].map((number) => crowdUser(number).primaryEmail);
    const prove = async (scope: Parameters<ProvingWorld['start']>[1]): Promise<void> => {
      this.runIds.add(await world.start('prove', scope));
    };
    const events: readonly (() => Promise<unknown>)[] = [
      () => prove('all'),
      () => prove('due'),
      () => prove({ userKeys }),
      () => rotatePassword(world.ports(), anybody),
      () => world.rotateNow({ userKeys: [anybody] }),
      async () => {
        world.google.add(crowdUser(5, { suspended: this.#happens(0.5) }));
        return Promise.resolve();
      },
      () => Promise.resolve((world.deliverTwice = this.#happens(0.5))),
      () => world.tick(),
      async () => {
        await world.configurations.transact(({ secureLdap: _, ...rest }) => ({
          write: rest,
          result: undefined,
        }));
        await time.pass(2_000);
        await connectLdap(world);
      },
    ];
    await this.#among(events)().catch((error: unknown) => {
      const isWeather = error instanceof Killed || String(error).includes('configuration-failing');
      if (!isWeather) throw error;
    });
  }
}

test.each([1, 2, 3, 4, 5, 6])(
  'in a storm every run of proofs ends, and no limit is exceeded (seed %d)',
  async (seed) => {
    const { world, binds, wrong, runIds } = await Storm.rage(seed);
    world.check();
    expect(wrong).toStrictEqual([]);
    for (const runId of runIds) {
      const run = (await world.runs.read(runId))!;
      expect([isActive(run), run.hand, run.putOff]).toStrictEqual([false, [], []]);
      expect(metBy(run)).toBeLessThanOrEqual(typeof run.scope === 'string' ? USERS : 4);
    }
    const at = binds.map((bind) => bind.at).toSorted((one, other) => one - other);
    const gaps = at.slice(1).map((each, index) => each - at[index]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000 / PER_SECOND - 50); // a step of the clock
    for (const { name, at: from, endedAt = Infinity, outcome } of binds) {
      const isQuota = outcome?.result === 'unknown' && outcome.failure === 'ldap-quota';
      const tooSoon = at.filter((each) => each > endedAt && each < endedAt + MINUTE - 50);
      if (isQuota) expect(tooSoon).toStrictEqual([]);
      const refused = binds.filter(
        (each) =>
          each.name === name &&
          each.at >= from &&
          each.at < from + HOUR &&
          each.outcome?.result === 'refused',
      );
      expect(refused.length).toBeLessThanOrEqual(4);
    }
    const unproved = world
      .all()
      .filter(({ proof, current }) => proof?.version !== current?.version);
    expect(unproved.map(({ userId }) => userId)).toStrictEqual([]);
  },
);
