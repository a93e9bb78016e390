import { type Server } from 'node:http';
import request from 'supertest';
import { type AccountAnswer, type AccountsAnswer } from '../../../functions/api/account';
import { type OverviewAnswer } from '../../../functions/api/overview';
import { type RunAnswer, type RunStarted } from '../../../functions/api/run';
import { type TickAnswer } from '../../../functions/api/tick';
import { type Account, userId } from '../../../functions/domain/account';
import { type Policy } from '../../../functions/domain/configuration/policy';
import { Secret } from '../../../functions/domain/secret';
import { DAY_MS, epochMs } from '../../../functions/domain/time';
import { digestPassword } from '../../../local/workspace/password-digest';
import { type FaultRule } from '../../../local/workspace/fault';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { type EventLog } from '../../../local/platform/event-log';
import { WholeService, type WholeServiceOptions } from '../../fakes/whole-service';
import { type Reply } from '../../contracts/task-queue.contract';
import { MemoryTaskQueue } from '../../fakes/memory-task-queue';
import { call, MANAGER, VIEWER } from '../configuration/calls';

const QUARTER_MS = 900_000;

/** The whole service with users who have a password. The test controls the schedule and the queue. */
export class Rotating {
  readonly service: WholeService;
  readonly queue: MemoryTaskQueue;
  readonly configuration: Server;
  readonly passwords: Server;
  readonly rotation: Server;
  readonly worker: Server;

  private constructor(service: WholeService) {
    this.service = service;
    this.queue = new MemoryTaskQueue(service.clock);
    const waker = { wake: (runId: string) => this.#wake(runId) };
    Object.assign(service.platform, { tasks: this.queue, waker });
    this.queue.onDelivery(({ body }) => this.#deliver(body as object));
    this.configuration = service.serve('configuration');
    this.passwords = service.serve('passwords');
    this.rotation = service.serve('rotation');
    this.worker = service.serve('rotation-worker');
  }

  static async open(
    policy: Partial<Policy> = {},
    options: WholeServiceOptions = {},
  ): Promise<Rotating> {
    const service = await WholeService.open(options);
    await service.connect(policy);
    const world = new Rotating(service);
    await world.ask('post', '/v1/configuration/verification').expect(200);
    service.workspace.wire.statistics.reset();
    return world;
  }

  /** All users whose password a run may set, by address. */
  get people(): readonly WorkspaceUser[] {
    return [...this.service.workspace.google.state.users]
      .filter((user) => !user.isAdmin && !user.isDelegatedAdmin)
      .filter((user) => !user.suspended && !user.archived)
      .sort((one, other) => (one.primaryEmail < other.primaryEmail ? -1 : 1));
  }

  /** Gives all users a password that was made 40 days ago and has been due for an hour. Returns the users. */
  async everybodyHasOne(more: Partial<Account> = {}): Promise<readonly WorkspaceUser[]> {
    const { people } = this;
    for (const user of people) await this.hasOne(user, more);
    return people;
  }

  async hasOne(user: WorkspaceUser, more: Partial<Account> = {}): Promise<void> {
    const { platform, workspace, clock } = this.service;
    const id = userId(user.id);
    const password = `first password of ${id}`;
    const ciphertext = await platform.cipher.encrypt(new Secret(password), {
      userId: id,
      version: 1,
    });
    workspace.google.state.putUser({ ...user, password: digestPassword(password) });
    const madeAt = epochMs(clock.now() - 40 * DAY_MS);
    const write: Account = {
      userId: id,
      primaryEmail: user.primaryEmail,
      status: 'active',
      current: { version: 1, ciphertext, createdAt: madeAt, setAt: madeAt },
      candidates: [],
      nextRotationAt: epochMs(clock.now() - 3_600_000),
      lastVersion: 1,
      rotationRequests: [],
      revision: 0,
      ...more,
    };
    await platform.accounts.transact(id, () => ({ write, result: undefined }));
  }

  faults(...rules: readonly FaultRule[]): void {
    this.service.workspace.wire.faults.set(rules);
  }

  /** How often Google accepted a password for this user. */
  changes(address: string): number {
    return this.service.workspace.user(address)?.passwordChanges ?? -1;
  }

  /** The users for whom Google accepted a password more or less often than `times`. */
  changedOtherThan(times: number, people: readonly WorkspaceUser[]): string[] {
    return people
      .filter(({ id }) => this.changes(id) !== times)
      .map(({ primaryEmail }) => primaryEmail);
  }

  async tick(): Promise<TickAnswer> {
    const answer = await request(this.rotation).post('/v1/rotations').send({ scope: 'due' });
    if (answer.status !== 202) throw new Error(`A tick was answered ${answer.status}.`);
    return answer.body as TickAnswer;
  }

  /** The queue's call. */
  task(body: object): request.Test {
    return request(this.worker).post('/v1/rotation-tasks').send(body);
  }

  /** One tick, and what follows from it until the next one is due. */
  async quarter(lengthMs = QUARTER_MS): Promise<TickAnswer> {
    const end = this.service.clock.now() + lengthMs;
    const tick = await this.tick();
    await this.queue.pass(Math.max(0, end - this.service.clock.now()));
    return tick;
  }

  async run(runId: string): Promise<RunAnswer> {
    return (await request(this.rotation).get(`/v1/runs/${runId}`).expect(200)).body as RunAnswer;
  }

  ask(method: 'post' | 'put' | 'delete' | 'get', path: string, body?: unknown): request.Test {
    const asked = call(this.configuration, method, path, method === 'get' ? VIEWER : MANAGER);
    return body === undefined
      ? asked
      : asked.set('content-type', 'application/json').send(JSON.stringify(body));
  }

  /** An administrator requests a run. */
  async start(
    path: '/v1/rotations' | '/v1/issuances' | '/v1/proofs',
    scope: unknown,
  ): Promise<string> {
    return ((await this.ask('post', path, { scope }).expect(202)).body as RunStarted).runId;
  }

  /** An administrator requests a run. It continues until it has ended or waits. */
  async rotate(scope: unknown): Promise<RunAnswer> {
    const runId = await this.start('/v1/rotations', scope);
    await this.queue.drain();
    return this.run(runId);
  }

  /** The types of all events so far, including those not yet published. */
  async events(): Promise<string[]> {
    const { outbox, events } = this.service.platform;
    const logged = await (events as EventLog).after(0, 500);
    const published = logged.events.map(({ event }) => event);
    return [...published, ...(await outbox.pending(500))].map(({ type }) => type);
  }

  async overview(): Promise<OverviewAnswer> {
    return (await this.ask('get', '/v1/overview').expect(200)).body as OverviewAnswer;
  }

  /** The help desk's list for this query. */
  async shown(query: string): Promise<AccountAnswer[]> {
    const answer = await this.ask('get', `/v1/accounts?limit=200&${query}`).expect(200);
    return [...(answer.body as AccountsAnswer).accounts];
  }

  close(): void {
    this.service.close();
  }

  async #wake(runId: string): Promise<boolean> {
    const answer = await request(this.rotation).post('/v1/rotations').send({ runId });
    return answer.status === 202;
  }

  async #deliver(body: object): Promise<Reply> {
    const { status, headers } = await this.task(body);
    const asked = headers['retry-after'];
    return { status, ...(asked === undefined ? {} : { retryAfterSeconds: Number(asked) }) };
  }
}
