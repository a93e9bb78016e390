import { type Api, type Platform, Refused } from './api';
import { type PasswordEvent } from './password-event';

export type Device = {
  readonly id: string;
  readonly user: string;
  readonly platform: Platform;
  readonly name?: string;
};

/** Brings a profile to a device. False: the device refused it, or can't be reached. */
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
  /** The version that each device is known to have. */
  readonly #installed = new Map<string, number>();

  constructor(api: Api, install: Install) {
    this.#api = api;
    this.#install = install;
  }

  /** A device joins: its user gets a password, unless there is one, and the device gets the profile. */
  async enrol(device: Device): Promise<void> {
    this.#devices.set(device.id, device);
    const { version, userId } = await this.#api.issue(device.user);
    this.#userIds.set(device.id, userId);
    const { version: newest = version } = await this.#api.status(userId); // an event may have come in between
    await this.#deliver(device, newest);
  }

  /** Events come at least once and in any order. A version that the device has already is not sent again. */
  async handle({ type, userId, primaryEmail, version }: PasswordEvent): Promise<void> {
    if (userId === undefined || version === undefined) return;
    if (type !== 'password.issued' && type !== 'password.rotated') return;
    const behind = this.#devicesOf(userId, primaryEmail).filter(
      ({ id }) => (this.#installed.get(id) ?? 0) < version,
    );
    await Promise.all(behind.map((device) => this.#deliver(device, version).catch(unlessRefused)));
  }

  /** A device that missed a version is back. */
  async catchUp(device: Device): Promise<void> {
    const { version } = await this.#api.status(this.#userOf(device));
    if (version !== undefined) await this.#deliver(device, version);
  }

  /** A device was lost, sold or handed in. Its user's other devices get a new password by the event that follows. */
  async leave(device: Device): Promise<void> {
    this.#devices.delete(device.id);
    this.#installed.delete(device.id);
    await this.#api.remove(this.#userOf(device), device.id);
  }

  /**
   * The version was read before the profile. If the password is rotated in between, the device has the newer
   * one and the older is acknowledged; the event of the newer one makes that right.
   */
  async #deliver(device: Device, version: number): Promise<void> {
    const { id, platform, name } = device;
    const user = this.#userOf(device);
    const profile = await this.#api.profile(user, platform);
    const state = (await this.#install(device, profile)) ? 'installed' : 'failed';
    if (state === 'installed') this.#installed.set(id, version);
    if (!this.#devices.has(id)) return; // it has left meanwhile
    await this.#api.acknowledge(user, id, {
      version,
      state,
      platform,
      ...(name === undefined ? {} : { name }),
    });
  }

  /** A device whose user got no password yet when it joined is known by what it was enrolled with. */
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
