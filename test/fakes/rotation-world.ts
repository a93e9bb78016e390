import { type Account, type UserId } from '../../functions/domain/account';
import { rotateNow } from '../../functions/domain/rotation/rotate-now';
import { CallTraffic } from '../../functions/domain/rotation/call-traffic';
import { DEFAULT_CONFIGURATION } from '../../functions/domain/configuration/configuration';
import { pacedDirectory } from '../../functions/domain/rotation/paced-directory';
import { planRun } from '../../functions/domain/rotation/plan-run';
import { type Policy } from '../../functions/domain/configuration/policy';
import { publishingAccounts } from '../../functions/domain/publish-events';
import { rotateAccount, type Rotated } from '../../functions/domain/rotation/rotate-account';
import {
  rotationTick,
  type Tick,
  type TickPorts,
} from '../../functions/domain/rotation/rotation-tick';
import {
  type RotationTask,
  type Run,
  type RunScope,
  SETTLE,
} from '../../functions/domain/rotation/run';
import { Secret } from '../../functions/domain/secret';
import { settleAccount } from '../../functions/domain/rotation/settle-account';
import { DAY_MS, durationMs, epochMs, later } from '../../functions/domain/time';
import { type Delivery, type Reply } from '../contracts/task-queue.contract';
import { CrowdGoogle, crowdUser } from './crowd-google';
import { type RotationWaker } from '../../functions/ports/rotation-waker';
import { queuedWaker } from '../../local/platform/queued-waker';
import { bareRun } from '../contracts/sample-documents';
import { KEYLESS } from './google-connection';
import { InvariantBroken } from './late-google';
import { LedgerCipher } from './ledger-cipher';
import { ManualClock } from './manual-clock';
import { MemoryAccountStore } from './memory-account-store';
import { MemoryConfigurationStore } from './memory-configuration-store';
import { MemoryKeyVault } from './memory-key-vault';
import { MemoryOutbox } from './memory-outbox';
import { MemoryPaceStore } from './memory-pace-store';
import { MemoryRunStore } from './memory-run-store';
import { MemoryTaskQueue } from './memory-task-queue';

/** One process's ports; a test may wrap them. */
export type Wrap = (ports: TickPorts) => TickPorts;

/** Who asks for runs. */
export const MANAGER = 'system-management@example.com';

const same: Wrap = (ports) => ports;

/**
 * One deployment in memory: its stores, a queue that calls the worker and the planner back, a Google
 * with many users, and time in the test's hand.
 */
export class RotationWorld {
  readonly clock = new ManualClock();
  readonly google = new CrowdGoogle();
  readonly cipher = new LedgerCipher();
  readonly accounts = new MemoryAccountStore();
  readonly configurations = new MemoryConfigurationStore();
  readonly runs = new MemoryRunStore(this.accounts);
  readonly pace = new MemoryPaceStore();
  readonly tasks = new MemoryTaskQueue(this.clock);
  readonly keys = new MemoryKeyVault();
  readonly outbox = new MemoryOutbox(this.accounts.events, this.configurations.events);
  readonly traffic = new CallTraffic();
  readonly unexpected: unknown[] = [];
  /** How long one planner may plan. */
  planningMs = 240_000;
  /** Wraps the ports of each task's own process. */
  wrapTask: Wrap = same;
  /** Each task comes twice at once, as a queue may deliver it. */
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

  /** Connects, with this policy. */
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

  ports(): TickPorts {
    const pacing = { ...this.stores(), ceilingPerSecond: 25 };
    const google = pacedDirectory(this.google, pacing, false);
    return {
      ...pacing,
      cipher: this.cipher,
      keys: this.keys,
      tasks: this.tasks,
      outbox: this.outbox,
      events: this.outbox,
      directory: google,
      probe: google,
      randomBytes: (count) => this.#countingBytes(count),
      newId: () => `id-${(this.#ids += 1)}`,
      unexpected: (error) => this.unexpected.push(error),
    };
  }

  private stores() {
    const { accounts, configurations, runs, pace, clock, traffic } = this;
    return { accounts, configurations, runs, pace, clock, traffic };
  }

  /** So many users, each with a password that was set 40 days ago and has been due for some time. */
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
      current: { version: 1, ciphertext: sealed, setAt: epochMs(now - 40 * DAY_MS) },
      candidates: [],
      nextRotationAt: epochMs(now - 3_600_000 + number),
      lastVersion: 1,
      rotationRequests: [],
      revision: 0,
      ...more,
    };
    await this.accounts.transact(user.id, () => ({ write, result: undefined }));
    return user.id;
  }

  tick(wrap: Wrap = same): Promise<Tick> {
    const until = later(this.clock.now(), durationMs(this.planningMs));
    return rotationTick(wrap(this.ports()), until);
  }

  /** The ports of whom an administrator asks to rotate now. */
  controlPorts(): TickPorts & { readonly waker: RotationWaker } {
    return { ...this.ports(), waker: queuedWaker(this.tasks, this.clock) };
  }

  /** An administrator asks for a rotation; gives the run's id. */
  async rotateNow(scope: RunScope): Promise<string> {
    const asked = await rotateNow(this.controlPorts(), { scope, by: MANAGER });
    if (asked.kind !== 'asked') throw new Error(asked.kind);
    return asked.runId;
  }

  /** A run that an administrator began just now, with these changes. */
  addRun(runId: string, more: Partial<Run> = {}): Promise<void> {
    const write = bareRun(runId, this.clock.now(), { startedBy: MANAGER, ...more });
    return this.runs.transact(runId, () => ({ write, result: undefined }));
  }

  /** The only run there is, or the newest. */
  async run(): Promise<Run> {
    const [run] = await this.runs.recent(1);
    if (run === undefined) throw new Error('There is no run.');
    return run;
  }

  /** How many accounts have another password than their first. */
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

  /** I1 for everybody: what Google holds is `current` or one of the candidates. */
  check(): void {
    for (const [id, held] of this.google.held) {
      const account = this.accounts.peek(id);
      const known = [
        ...(account?.candidates ?? []),
        ...(account?.current ? [account.current] : []),
      ];
      if (!known.some(({ ciphertext }) => this.cipher.open(ciphertext) === held)) {
        throw new InvariantBroken(`I1: nobody knows the password of ${id}`);
      }
    }
  }

  /** Delivers a task to the function it is for, as its HTTP edge would answer. */
  async #deliver({ target, body }: Delivery): Promise<Reply> {
    try {
      return target === 'rotation' ? await this.#plan(body) : await this.#rotate(body);
    } catch {
      return { status: 500 };
    }
  }

  async #plan(body: unknown): Promise<Reply> {
    const { runId, followUpAt } = body as { runId: string; followUpAt: number };
    const until = later(this.clock.now(), durationMs(this.planningMs));
    const call = { until, followUpAt: epochMs(followUpAt) };
    const planned = await planRun(this.wrapTask(this.ports()), runId, call);
    if (planned.kind === 'busy') return again(429, planned.retryAfterMs);
    return { status: planned.kind === 'planned' ? 202 : 404 };
  }

  async #rotate(body: unknown): Promise<Reply> {
    const task = body as RotationTask;
    const own = this.wrapTask(this.ports());
    const ports = { ...own, accounts: publishingAccounts(own.accounts, own, () => undefined) };
    const rotated: Rotated =
      task.runId === SETTLE
        ? await settleAccount(ports, task.userId)
        : await rotateAccount(ports, task);
    if (rotated.kind === 'later') return again(429, rotated.retryAfterMs);
    return { status: rotated.kind === 'again' ? 503 : 200 };
  }

  /** Bytes that differ from draw to draw, so that every password does. */
  #countingBytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => {
      this.#bytes = (this.#bytes * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (this.#bytes >>> 16) & 0xff;
    });
  }
}

const again = (status: number, ms: number): Reply => ({
  status,
  retryAfterSeconds: Math.max(1, Math.ceil(ms / 1000)),
});
