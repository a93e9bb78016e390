import { ldapIdentities } from '../../functions/adapters/ldap-identities';
import { type Account, type UserId } from '../../functions/domain/account';
import { DEFAULT_CONFIGURATION } from '../../functions/domain/configuration/configuration';
import { type Policy } from '../../functions/domain/configuration/policy';
import { CallTraffic } from '../../functions/domain/pace/call-traffic';
import { carryOn, enqueueNext } from '../../functions/domain/rotation/carry-on';
import { type CallPorts } from '../../functions/domain/passwords/managed-user';
import { type PasswordChange } from '../../functions/domain/passwords/password-change';
import { notingDirectory } from '../../functions/domain/passwords/noting-directory';
import { pacedDirectory } from '../../functions/domain/pace/paced-directory';
import { rotationTick, type Tick } from '../../functions/domain/rotation/rotation-tick';
import {
  type Run,
  type RunKind,
  type RunScope,
  type RunTask,
} from '../../functions/domain/runs/run';
import { type RunPorts, type TickPorts, type Told } from '../../functions/domain/runs/run-ports';
import { startRun, type StartRunPorts } from '../../functions/domain/runs/start-run';
import { Secret } from '../../functions/domain/secret';
import { DAY_MS, durationMs, epochMs, later } from '../../functions/domain/time';
import { type Delivery, type Reply } from '../contracts/task-queue.contract';
import { bareRun } from '../contracts/sample-runs';
import { CrowdGoogle, crowdUser } from './crowd-google';
import { KEYLESS } from './google-connection';
import { InvariantBroken } from './late-google';
import { FakeActivityLog } from './fake-activity-log';
import { FakeLdap } from './fake-ldap';
import { LedgerCipher } from './ledger-cipher';
import { ManualClock } from './manual-clock';
import { MemoryAccountStore } from './memory-account-store';
import { MemoryBindPaceStore } from './memory-bind-pace-store';
import { MemoryConfigurationStore } from './memory-configuration-store';
import { MemoryDailyCountsStore } from './memory-daily-counts-store';
import { MemoryKeyVault } from './memory-key-vault';
import { MemoryLaneStore } from './memory-lane-store';
import { MemoryOutbox } from './memory-outbox';
import { MemoryPaceStore } from './memory-pace-store';
import { MemoryRunStore } from './memory-run-store';
import { StoredCopies } from './stored-copies';
import { MemorySettledActivityStore } from './memory-settled-activity-store';
import { MemoryTaskQueue } from './memory-task-queue';

/** The ports of every process of a deployment. */
export type Ports = TickPorts & RunPorts & CallPorts;

/** Wraps one process's ports, for a test. */
export type Wrap = (ports: Ports) => Ports;

/** The caller that requests runs. */
export const MANAGER = 'system-management@example.com';

/** The caller of the calls about one user. */
export const CALLER = 'mdm@example.com';

const same: Wrap = (ports) => ports;

/**
 * One deployment in memory: its stores, a queue that calls the worker, a Google with many users, and a clock
 * that the test moves.
 */
export class RotationWorld {
  readonly clock = new ManualClock();
  readonly google = new CrowdGoogle();
  readonly cipher = new LedgerCipher();
  readonly copies = new StoredCopies();
  readonly accounts = new MemoryAccountStore(this.copies.note);
  readonly configurations = new MemoryConfigurationStore();
  readonly runs = new MemoryRunStore();
  readonly lanes = new MemoryLaneStore();
  readonly pace = new MemoryPaceStore();
  readonly bindPace = new MemoryBindPaceStore(this.clock);
  readonly dailyCounts = new MemoryDailyCountsStore();
  readonly tasks = new MemoryTaskQueue(this.clock);
  readonly keys = new MemoryKeyVault();
  readonly ldapKeys = new MemoryKeyVault();
  readonly ldap = new FakeLdap();
  readonly activityLog = new FakeActivityLog();
  readonly settledActivities = new MemorySettledActivityStore();
  readonly outbox = new MemoryOutbox(this.accounts.events, this.configurations.events);
  readonly traffic = new CallTraffic();
  readonly unexpected: unknown[] = [];
  /** What runs reported about users. */
  readonly told: Told[] = [];
  /** The changes reported to the audit trail. */
  readonly trail: PasswordChange[] = [];
  /** The length of one tick or one slice. */
  sliceMs = 240_000;
  callsPerSecond = 25;
  callsAtOnce = 10;
  proofsPerSecond = 1;
  /** Wraps the ports of each task's own process. */
  wrapTask: Wrap = same;
  /** Delivers each task twice at once, as a queue may do. */
  deliverTwice = false;
  #ids = 0;
  #bytes = 0;

  constructor() {
    this.tasks.onDelivery(async (delivery) => {
      if (!this.deliverTwice) return this.#deliver(delivery);
      const [first] = await Promise.all([this.#deliver(delivery), this.#deliver(delivery)]);
      return first;
    });
  }

  /** Connects with this policy. */
  connect(policy: Partial<Policy> = {}): Promise<void> {
    return this.configurations.transact((current) => ({
      write: {
        ...current,
        connection: KEYLESS,
        connectedAt: epochMs(1),
        policy: { ...DEFAULT_CONFIGURATION.policy, ...policy },
        verification: { state: 'ok', checkedAt: this.clock.now(), links: [] },
        updatedAt: this.clock.now(),
      },
      result: undefined,
    }));
  }

  ports(): Ports {
    const { accounts, configurations, runs, lanes, pace, clock, traffic } = this;
    const stores = { accounts, configurations, runs, lanes, pace, clock, traffic };
    const pacing = { ...stores, ceilingPerSecond: this.callsPerSecond };
    const unexpected = (error: unknown): unknown => this.unexpected.push(error);
    const noting = { accounts, configurations, clock, unexpected };
    const google = notingDirectory(pacedDirectory(this.google, pacing, false), noting);
    return {
      ...pacing,
      callsAtOnce: this.callsAtOnce,
      cipher: this.cipher,
      keys: this.keys,
      ldapKeys: this.ldapKeys,
      ldapIdentities: ldapIdentities(this.ldapKeys),
      prover: this.ldap,
      bindPace: this.bindPace,
      dailyCounts: this.dailyCounts,
      proofsPerSecond: this.proofsPerSecond,
      activityLog: this.activityLog,
      settledActivities: this.settledActivities,
      tasks: this.tasks,
      outbox: this.outbox,
      events: this.outbox,
      directory: google,
      probe: google,
      randomBytes: (count) => this.#countingBytes(count),
      newId: () => `id-${(this.#ids += 1)}`,
      caller: CALLER,
      changed: (change) => this.trail.push(change),
      told: (told) => this.told.push(told),
      unexpected,
    };
  }

  /** Adds `count` users, each with a password that was set 40 days ago and has been due for some time. */
  async people(count: number, more: Partial<Account> = {}): Promise<void> {
    for (let number = 0; number < count; number += 1) await this.person(number, more);
  }

  async person(number: number, more: Partial<Account> = {}): Promise<UserId> {
    const user = crowdUser(number);
    this.google.add(user);
    const password = `first password of ${user.id}`;
    const sealed = await this.cipher.encrypt(new Secret(password), { userId: user.id, version: 1 });
    this.google.held.set(user.id, password);
    const now = this.clock.now();
    const write: Account = {
      userId: user.id,
      primaryEmail: user.primaryEmail,
      status: 'active',
      current: {
        version: 1,
        ciphertext: sealed,
        createdAt: epochMs(now - 40 * DAY_MS),
        setAt: epochMs(now - 40 * DAY_MS),
      },
      candidates: [],
      nextRotationAt: epochMs(now - 3_600_000 + number),
      lastVersion: 1,
      customerId: null,
      rotationRequests: [],
      revision: 0,
      ...more,
    };
    await this.accounts.transact(user.id, () => ({ write, result: undefined }));
    return user.id;
  }

  tick(wrap: Wrap = same): Promise<Tick> {
    const until = later(this.clock.now(), durationMs(this.sliceMs));
    return rotationTick(wrap(this.ports()), until);
  }

  /** One tick and a quarter of an hour of what follows from it. */
  async quarter(): Promise<Tick> {
    const tick = await this.tick();
    await this.tasks.pass(15 * 60_000);
    return tick;
  }

  /**
   * The ports with which an administrator's request starts a run. Waking adds the run's task to the queue.
   */
  controlPorts(): Ports & StartRunPorts {
    const wake = async (runId: string): Promise<boolean> => {
      const run = await this.runs.read(runId);
      return run !== undefined && enqueueNext(this, run);
    };
    return { ...this.ports(), waker: { wake } };
  }

  /** An administrator requests a run. Returns its id. */
  async start(kind: RunKind, scope: RunScope): Promise<string> {
    const asked = await startRun(this.controlPorts(), { kind, scope, by: MANAGER });
    if (asked.kind !== 'started') throw new Error(asked.kind);
    return asked.runId;
  }

  rotateNow(scope: RunScope): Promise<string> {
    return this.start('rotate', scope);
  }

  /** Adds a run that an administrator has just started, with these changes. */
  addRun(runId: string, more: Partial<Run> = {}): Promise<void> {
    const write = bareRun(runId, this.clock.now(), { startedBy: MANAGER, ...more });
    return this.runs.transact(runId, () => ({ write, result: undefined }));
  }

  /** The newest run. */
  async run(): Promise<Run> {
    const [run] = await this.runs.recent(1);
    if (run === undefined) throw new Error('There is no run.');
    return run;
  }

  /** The number of accounts whose password is not their first. */
  get rotated(): number {
    return this.all().filter(({ current }) => (current?.version ?? 0) > 1).length;
  }

  all(): Account[] {
    return [...this.google.held.keys()].flatMap((id) => this.accounts.peek(id) ?? []);
  }

  account(number: number): Account {
    const found = this.accounts.peek(crowdUser(number).id);
    if (found === undefined) throw new Error(`There is no account ${number}.`);
    return found;
  }

  /** I1 for all users: the password that Google holds is `current` or one of the candidates. */
  check(): void {
    for (const [id, held] of this.google.held) {
      const account = this.accounts.peek(id);
      const known = account ? this.copies.of(account) : [];
      if (!known.some((sealed) => this.cipher.open(sealed) === held)) {
        throw new InvariantBroken(`I1: nobody knows the password of ${id}`);
      }
    }
  }

  /** A worker handles a task, with the answer that its HTTP edge would give. */
  async #deliver({ body }: Delivery): Promise<Reply> {
    const until = later(this.clock.now(), durationMs(this.sliceMs));
    try {
      const carried = await carryOn(this.wrapTask(this.ports()), body as RunTask, until);
      if (carried.kind !== 'busy') return { status: 204 };
      return {
        status: 503,
        retryAfterSeconds: Math.max(1, Math.ceil(carried.retryAfterMs / 1000)),
      };
    } catch {
      return { status: 500 };
    }
  }

  /** Bytes that differ for each draw, so that all passwords differ. */
  #countingBytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => {
      this.#bytes = (this.#bytes * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (this.#bytes >>> 16) & 0xff;
    });
  }
}
