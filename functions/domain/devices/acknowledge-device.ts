import { type Step } from '../../ports/account-store';
import { type Account, type Device } from '../account';
import { withFreed } from './devices-behind';
import { type UserPorts } from '../passwords/managed-user';
import { nameUser } from '../passwords/name-user';
import { type PasswordFailure } from '../passwords/password-failure';

/** The most devices that an account keeps. */
export const MOST_DEVICES = 50;

/** What an MDM tells of a device. */
export type Acknowledgement = Omit<Device, 'at'>;

/** `unknown-version`: nobody was told a password with this version, so no device can have it. */
export type Acknowledged =
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'too-many-devices' }
  | { readonly kind: 'unknown-version'; readonly current: number };

/**
 * Records which password a device has. An acknowledgement that is repeated, or older than what is known of
 * the device, changes nothing. If the user is named by id, Google is not asked.
 */
export async function acknowledgeDevice(
  ports: UserPorts,
  userKey: string,
  acknowledgement: Acknowledgement,
): Promise<Acknowledged | PasswordFailure> {
  const named = await nameUser(ports, userKey);
  if (named.kind !== 'named') return named;
  const device = { ...acknowledgement, at: ports.clock.now() };
  return ports.accounts.transact<Acknowledged | PasswordFailure>(named.userId, (account) =>
    account?.current === undefined
      ? { result: { kind: 'no-password' } }
      : noted(account, account.current, device),
  );
}

function noted(
  account: Account,
  current: NonNullable<Account['current']>,
  device: Device,
): Step<Account, Acknowledged> {
  if (device.version > current.version) {
    return { result: { kind: 'unknown-version', current: current.version } };
  }
  const { devices = [] } = account;
  const known = devices.find(({ deviceId }) => deviceId === device.deviceId);
  const told = { ...known, ...device }; // a name that is left out is not forgotten
  if (known && isNoNews(known, told)) return { result: { kind: 'acknowledged' } };
  if (!known && devices.length >= MOST_DEVICES) return { result: { kind: 'too-many-devices' } };
  const { leftDevices: before = [], ...rest } = account;
  const leftDevices = before.filter(({ deviceId }) => deviceId !== device.deviceId); // it is back
  const write = {
    ...rest,
    devices: [...devices.filter((each) => each !== known), told],
    ...(leftDevices.length > 0 ? { leftDevices } : {}),
  };
  return { write: withFreed(account, write, told.at), result: { kind: 'acknowledged' } };
}

const isNoNews = (known: Device, told: Device): boolean =>
  told.version < known.version ||
  (told.version === known.version &&
    told.state === known.state &&
    told.name === known.name &&
    told.platform === known.platform);
