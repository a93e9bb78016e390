import { type Api, type Platform, Refused } from './api';
import { type PasswordEvent } from './password-event';

export type Device = {
  readonly id: string;
  readonly user: string;
  readonly platform: Platform;
  readonly name?: string;
};

/**
 * Brings a profile to a device. False: the device refused it, or can't be reached. It must end: all that comes
 * after it for this device waits.
 */
export type Install = (device: Device, profile: string) => Promise<boolean>;

/**
 * What an MDM does with the service: a device joins, its password changes, it leaves. This one keeps its
 * devices in memory; a real one has them in its database.
 */
export class Mdm {
  readonly #api: Api;
  readonly #install: Install;
  readonly #devices = new Map<string, Device>();
  /** The id of each device's user: it stays when somebody is renamed, and events name it. */
  readonly #userIds = new Map<string, string>();
  /** The version that each device is known to have, by an acknowledgement that the service took. */
  readonly #installed = new Map<string, number>();
  /** The end of what each device was last given to do. */
  readonly #turns = new Map<string, Promise<void>>();

  constructor(api: Api, install: Install) {
    this.#api = api;
    this.#install = install;
  }

  /** A device joins: its user gets a password, unless there is one, and the device gets the profile. */
  async enrol(device: Device): Promise<void> {
    this.#devices.set(device.id, device);
    this.#userIds.delete(device.id); // it may have been somebody else's
    const forgotten = this.#inTurn(device, () =>
      Promise.resolve(void this.#installed.delete(device.id)),
    );
    // Before the password, which may be refused now and come later: the event of that names the id, not an alias.
    const { userId } = await this.#api.status(device.user);
    await forgotten;
    this.#userIds.set(device.id, userId);
    await this.#api.issue(userId);
    await this.catchUp(device);
  }

  /** Events come at least once and in any order. A version that the device has already is not sent again. */
  async handle({ type, userId, primaryEmail, version }: PasswordEvent): Promise<void> {
    if (userId === undefined || version === undefined) return;
    if (type !== 'password.issued' && type !== 'password.rotated') return;
    const deliveries = this.#devicesOf(userId, primaryEmail).map((device) =>
      this.#inTurn(device, async () => {
        if ((this.#installed.get(device.id) ?? 0) < version) await this.#deliver(device, version);
      }).catch(unlessRefused),
    );
    await Promise.all(deliveries);
  }

  /** A device that missed a version is back. */
  catchUp(device: Device): Promise<void> {
    return this.#inTurn(device, async () => {
      const { version } = await this.#api.status(this.#userOf(device));
      if (version !== undefined) await this.#deliver(device, version);
    });
  }

  /**
   * A device was lost, sold or handed in. Its user's other devices get a new password by the event that follows.
   * A delivery that is under way ends first: after the removal, its acknowledgement would add the device again.
   */
  leave(device: Device): Promise<void> {
    const user = this.#userOf(device);
    this.#devices.delete(device.id);
    return this.#inTurn(device, async () => {
      this.#installed.delete(device.id);
      await this.#api.remove(user, device.id);
      if (!this.#devices.has(device.id)) this.#userIds.delete(device.id);
    });
  }

  /** One after the other for each device: else a slow older profile could replace a newer one. */
  #inTurn({ id }: Device, task: () => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(id) ?? Promise.resolve()).then(task);
    const end = turn.catch(() => undefined); // its caller has the error; the next one's turn comes all the same
    this.#turns.set(id, end);
    void end.then(() => {
      if (this.#turns.get(id) === end) this.#turns.delete(id);
    });
    return turn;
  }

  /**
   * The version was read before the profile. If the password is rotated in between, the device has the newer
   * one and the older is acknowledged; the event of the newer one makes that right.
   */
  async #deliver(device: Device, version: number): Promise<void> {
    const { id, platform, name } = device;
    if (!this.#devices.has(id)) return; // it has left, or is about to
    const user = this.#userOf(device);
    const profile = await this.#api.profile(user, platform);
    const state = (await this.#install(device, profile)) ? 'installed' : 'failed';
    await this.#api.acknowledge(user, id, {
      version,
      state,
      platform,
      ...(name === undefined ? {} : { name }),
    });
    if (state === 'installed') this.#installed.set(id, version);
  }

  /** A device whose user's id could not be learnt when it joined is known by what it was enrolled with. */
  #devicesOf(userId: string, primaryEmail: string | undefined): Device[] {
    return [...this.#devices.values()].filter(
      (device) => this.#userOf(device) === userId || this.#userOf(device) === primaryEmail,
    );
  }

  #userOf({ id, user }: Device): string {
    return this.#userIds.get(id) ?? user;
  }
}

const OF_ONE_USER: ReadonlySet<string | undefined> = new Set([
  'user-not-found',
  'user-suspended',
  'admin-account',
  'out-of-scope',
  'other-workspace',
  'no-password',
  'password-forgotten',
  'password-drifted',
  'too-many-devices',
]);

/**
 * One user's refusal, such as a password that was revoked since the event, is that user's alone. Others, such as a
 * network that is not configured, hold for all: the event comes again.
 */
function unlessRefused(error: unknown): void {
  const isOwn = error instanceof Refused && OF_ONE_USER.has(error.problem.type.split(':').at(-1));
  if (!isOwn) throw error;
}
