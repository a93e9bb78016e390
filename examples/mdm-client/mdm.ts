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
    await this.#deliver(device, version);
  }

  /** Events come at least once and in any order. A version that the device has already is not sent again. */
  async handle({ type, userId, version }: PasswordEvent): Promise<void> {
    if (userId === undefined || version === undefined) return;
    if (type !== 'password.issued' && type !== 'password.rotated') return;
    const behind = this.#devicesOf(userId).filter(
      ({ id }) => (this.#installed.get(id) ?? 0) < version,
    );
    await Promise.all(behind.map((device) => this.#deliver(device, version).catch(unlessRefused)));
  }

  /** A device that missed a version is back. */
  async catchUp(device: Device): Promise<void> {
    const { version } = await this.#api.status(device.user);
    if (version !== undefined) await this.#deliver(device, version);
  }

  /** A device was lost, sold or handed in. Its user's other devices get a new password by the event that follows. */
  async leave(device: Device): Promise<void> {
    this.#devices.delete(device.id);
    this.#installed.delete(device.id);
    await this.#api.remove(device.user, device.id);
  }

  /**
   * The version was read before the profile. If the password is rotated in between, the device has the newer
   * one and the older is acknowledged; the event of the newer one makes that right.
   */
  async #deliver(device: Device, version: number): Promise<void> {
    const { id, platform, name } = device;
    const user = this.#userIds.get(id) ?? device.user;
    const profile = await this.#api.profile(user, platform);
    const state = (await this.#install(device, profile)) ? 'installed' : 'failed';
    if (state === 'installed') this.#installed.set(id, version);
    await this.#api.acknowledge(user, id, {
      version,
      state,
      platform,
      ...(name === undefined ? {} : { name }),
    });
  }

  #devicesOf(userId: string): Device[] {
    return [...this.#devices.values()].filter(({ id }) => this.#userIds.get(id) === userId);
  }
}

/** One user's refusal, such as a password that was revoked since the event, is that user's alone. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
