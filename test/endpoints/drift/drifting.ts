import { type Server } from 'node:http';
import request, { type Test } from 'supertest';
import { type ConfigurationAnswer, type LinkAnswer } from '../../../functions/api/configuration';
import { type OverviewAnswer } from '../../../functions/api/overview';
import { type UserAnswer } from '../../../functions/api/user';
import { type Policy } from '../../../functions/domain/configuration/policy';
import {
  ACTIVITY_LOG_SCOPE,
  DIRECTORY_SCOPE,
} from '../../../functions/domain/configuration/delegation';
import { passwordSet } from '../../../local/workspace/activity-table';
import { passwordResource } from '../../../local/workspace/control-activities';
import { type EventLog } from '../../../local/platform/event-log';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { asCaller } from '../../fakes/iam-caller';
import { MemoryTaskQueue } from '../../fakes/memory-task-queue';
import { WholeService, type WholeServiceOptions } from '../../fakes/whole-service';
import { call, VIEWER } from '../configuration/calls';

const answered = (response: { readonly body: unknown }): ConfigurationAnswer =>
  response.body as ConfigurationAnswer;

const BY = asCaller({ email: 'mdm@example.com' });
export const QUARTER_MS = 900_000;
export const DAY_MS = 86_400_000;

export type Told = { readonly status: number; readonly body: Record<string, unknown> };

const TOLD: ReadonlySet<string> = new Set([
  'password.drifted',
  'account.parked',
  'secure-ldap.failing',
]);

/** The service with a Google whose log it may read, and people who change passwords there. */
export class Drifting {
  readonly service: WholeService;
  readonly configuration: Server;
  readonly #passwords: Server;
  readonly #rotation: Server;
  readonly #worker: Server;
  readonly #queue: MemoryTaskQueue;

  private constructor(service: WholeService) {
    this.service = service;
    this.#queue = new MemoryTaskQueue(service.clock);
    Object.assign(service.platform, { tasks: this.#queue });
    this.configuration = service.serve('configuration');
    this.#passwords = service.serve('passwords');
    this.#rotation = service.serve('rotation');
    this.#worker = service.serve('rotation-worker');
    this.#queue.onDelivery(async ({ body }) => {
      const { status } = await request(this.#worker)
        .post('/v1/rotation-tasks')
        .send(body as object);
      return { status };
    });
  }

  static async open(
    policy: Partial<Policy> = {},
    options: WholeServiceOptions = {},
  ): Promise<Drifting> {
    const service = await WholeService.open(options);
    await service.connect(policy);
    const world = new Drifting(service);
    world.authorise();
    await world.verify();
    return world;
  }

  /** The administrator authorises these scopes in the Admin console. */
  authorise(scopes: readonly string[] = [DIRECTORY_SCOPE, ACTIVITY_LOG_SCOPE]): void {
    const { google } = this.service.workspace;
    google.state.delegation.set(google.keyAccount.clientId, scopes);
  }

  async verify(): Promise<ConfigurationAnswer> {
    const path = '/v1/configuration/verification';
    return (await call(this.configuration, 'post', path, VIEWER).expect(200))
      .body as ConfigurationAnswer;
  }

  async link(): Promise<LinkAnswer | undefined> {
    const read = call(this.configuration, 'get', '/v1/configuration', VIEWER).expect(200);
    const { verification } = answered(await read);
    return verification?.links.find(({ id }) => id === 'drift');
  }

  user(name: string): WorkspaceUser {
    const user = this.service.workspace.user(`${name}@example.com`);
    if (user === undefined) throw new Error(`There is no ${name}.`);
    return user;
  }

  async issue(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.ask('put', `${name}@example.com/password`).expect(201);
  }

  ask(method: 'get' | 'put' | 'post', path: string): Test {
    return request(this.#passwords)[method](`/v1/users/${path}`).set(BY);
  }

  async read(name: string): Promise<Told> {
    const answer = await this.ask('get', `${name}@example.com/password`);
    return { status: answer.status, body: answer.body as Record<string, unknown> };
  }

  async status(name: string): Promise<UserAnswer> {
    return (await this.ask('get', `${name}@example.com`).expect(200)).body as UserAnswer;
  }

  /** Somebody else changes the password at Google; without `by`, the person. */
  change(name: string, by?: string): void {
    const { google } = this.service.workspace;
    passwordResource(google, this.user(name)).call?.(by === undefined ? {} : { by });
  }

  /** An activity in the form in which Google reports a change by this administrator, at that time. */
  reported(name: string, by: string, at: number, id: string): Record<string, unknown> {
    const {
      type,
      parameters,
      name: event,
    } = passwordSet(
      { id: '209999999999999999999', primaryEmail: by },
      { primaryEmail: `${name}@example.com` },
    );
    return {
      id: { time: new Date(at).toISOString(), uniqueQualifier: id, applicationName: 'admin' },
      actor: { callerType: 'USER', email: by, profileId: '209999999999999999999' },
      events: [{ type, name: event, parameters }],
    };
  }

  /** Puts an activity into the log as it is. */
  log(item: unknown, at: number, lagMs = 0): void {
    const { activities } = this.service.workspace.google.state;
    const [application, eventName] = ['admin', 'CHANGE_PASSWORD'];
    activities.add({ application, eventName, atMs: at, lagMs, item });
  }

  get now(): number {
    return this.service.clock.now();
  }

  /** A quarter of an hour, then a tick and what follows from it. */
  async quarter(): Promise<void> {
    this.service.clock.advance(QUARTER_MS);
    await this.tick();
  }

  async tick(): Promise<void> {
    await request(this.#rotation).post('/v1/rotations').expect(202);
    await this.#queue.pass(60_000);
  }

  async overview(): Promise<OverviewAnswer> {
    return (await call(this.configuration, 'get', '/v1/overview', VIEWER).expect(200))
      .body as OverviewAnswer;
  }

  /** The types of the published events about drift, parking and Secure LDAP. */
  async events(): Promise<string[]> {
    await this.tick();
    const log = this.service.platform.events as EventLog;
    const { events } = await log.after(0, 1_000);
    return events.map(({ event: { type } }) => type).filter((type) => TOLD.has(type));
  }

  close(): void {
    this.service.close();
  }
}
