import request, { type Test } from 'supertest';
import { type UserAnswer } from '../../../functions/api/user';
import { type Policy } from '../../../functions/domain/configuration/policy';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { type EventLog } from '../../../local/platform/event-log';
import { asCaller } from '../../fakes/iam-caller';
import { Rotating } from '../rotation/rotating';

export const MDM = 'mdm@example.com';
const BY = asCaller({ email: MDM });

/** The whole service, an MDM that calls it, and one user whose password the MDM got. */
export class Managing {
  readonly world: Rotating;
  readonly alice: WorkspaceUser;

  private constructor(world: Rotating, alice: WorkspaceUser) {
    this.world = world;
    this.alice = alice;
  }

  static async open(policy: Partial<Policy> = {}): Promise<Managing> {
    const world = await Rotating.open(policy);
    const alice = world.service.workspace.user('alice@example.com');
    if (alice === undefined) throw new Error('There is no alice.');
    const managing = new Managing(world, alice);
    await managing.ask('put', 'password').expect(201);
    return managing;
  }

  ask(method: 'get' | 'put' | 'post' | 'delete', path = '', user = this.alice.primaryEmail): Test {
    const below = path === '' ? '' : `/${path}`;
    return request(this.world.passwords)[method](`/v1/users/${user}${below}`).set(BY);
  }

  /** An MDM tells of a device. */
  tell(deviceId: string, body: object, user = this.alice.primaryEmail): Test {
    return this.ask('put', `devices/${deviceId}`, user).send(body);
  }

  installed(deviceId: string, version: number): Test {
    return this.tell(deviceId, { version, state: 'installed' }).expect(204);
  }

  async status(): Promise<UserAnswer> {
    return (await this.ask('get').expect(200)).body as UserAnswer;
  }

  async version(): Promise<number | undefined> {
    return (await this.status()).version;
  }

  async rotate(): Promise<void> {
    await this.ask('post', 'password/rotation').expect(200);
  }

  /** Makes the scheduled rotation due now. */
  async becomesDue(): Promise<void> {
    const at = Date.parse((await this.status()).nextRotationAt ?? '');
    this.world.service.clock.advance(at - this.world.service.clock.now());
  }

  days(count: number): void {
    this.world.service.clock.advance(count * 86_400_000);
  }

  /** The published events of this type. */
  async events(type: string): Promise<readonly object[]> {
    const { events } = await (this.world.service.platform.events as EventLog).after(0, 500);
    return events.map(({ event }) => event).filter((event) => event.type === type);
  }

  /** The audit lines about passwords that were set. */
  get changes(): readonly { readonly caller: string; readonly action: string }[] {
    return this.world.service.lines
      .map((line) => JSON.parse(line) as { message: string; caller: string; action: string })
      .filter(({ message, action }) => message === 'password-audit' && action === 'rotated');
  }

  close(): void {
    this.world.close();
  }
}
