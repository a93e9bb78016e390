import {
  type Account,
  type AskedRotation,
  type CurrentPassword,
  isBeingRevoked,
  type LeftDevice,
  type UserId,
} from '../account';
import { ensurePassword, type LivePassword } from '../passwords/issue-password';
import { type CallPorts, findManagedUser, refusalOf } from '../passwords/managed-user';
import { nameUser } from '../passwords/name-user';
import { type PasswordFailure } from '../passwords/password-failure';
import { DAY_MS, durationMs, type EpochMs, later, latest } from '../time';
import { withFreed } from './devices-behind';

/** `rotationAsked`: a rotation is wanted because a device left, now or before, and did not happen yet. */
export type DeviceRemoved = {
  readonly kind: 'removed';
  readonly userId: UserId;
  readonly rotationAsked: boolean;
};

/** So long a repeated call asks for no second password. After that it is another leaving. */
const REPEATED_WITHIN_MS = DAY_MS;

/** The most that an account remembers. */
const MOST_LEFT = 50;

/**
 * Removes a device. With `rotates`, the same write asks for a new password, since the device may know this one, also
 * if nobody told of it: it may have been lost before that, or be one too many. `rotateAsAsked` tries it at once, and
 * each tick of the schedule after that. A repeated call asks for no second password. Where the password is forgotten
 * only here, nothing is removed: no run would end the password that the device knows.
 */
export async function removeDevice(
  ports: CallPorts,
  userKey: string,
  { deviceId, rotates }: { readonly deviceId: string; readonly rotates: boolean },
): Promise<DeviceRemoved | PasswordFailure> {
  const named = await nameUser(ports, userKey);
  if (named.kind !== 'named') return named;
  const { userId } = named;
  const now = ports.clock.now();
  return ports.accounts.transact<DeviceRemoved | PasswordFailure>(userId, (account) => {
    if (account === undefined) return { result: { kind: 'no-password' } };
    const { devices: all = [], leftDevices: before = [], ...rest } = account;
    const devices = all.filter((each) => each.deviceId !== deviceId);
    const isKnown = devices.length < all.length;
    const left = before.filter(({ at }) => isRecent(at, now));
    const isRepeated = !isKnown && left.some((each) => each.deviceId === deviceId);
    const leaves = rotates && !isRepeated;
    if (leaves && account.leftAtGoogle) return { result: { kind: 'left-at-google' } };
    const known = leaves ? account.current : undefined;
    const leftDevices = known ? withLeft(left, { deviceId, at: now }) : left;
    const removed: Account = {
      ...rest,
      ...(devices.length > 0 ? { devices } : {}),
      ...(leftDevices.length > 0 ? { leftDevices } : {}),
    };
    const freed = withFreed(account, removed, now);
    const write = known ? withAsked(freed, known, { at: now, by: ports.caller }) : freed;
    const rotationAsked = write.askedRotation !== undefined;
    return {
      ...(isKnown || known ? { write } : {}),
      result: { kind: 'removed', userId, rotationAsked },
    };
  });
}

const isRecent = (at: EpochMs, now: EpochMs): boolean => Math.abs(now - at) < REPEATED_WITHIN_MS; // a clock may have run ahead

const withLeft = (left: readonly LeftDevice[], device: LeftDevice): readonly LeftDevice[] =>
  [...left.filter(({ deviceId }) => deviceId !== device.deviceId), device].slice(-MOST_LEFT);

/** The new password must be made after the one that the device knows, whose maker's clock may be ahead. */
function withAsked(account: Account, known: CurrentPassword, { at, by }: AskedRotation): Account {
  const wantedSince = latest(at, later(known.createdAt, durationMs(1)));
  return { ...account, askedRotation: { at: wantedSince, by }, wantedSince, retryAt: at };
}

/** The rotation that a removed device asked for, unless another call has set a new password meanwhile. */
export async function rotateAsAsked(
  ports: CallPorts,
  userId: UserId,
): Promise<LivePassword | PasswordFailure> {
  const managed = await findManagedUser(ports, userId);
  if (managed.kind !== 'found') return managed;
  return (
    refusalOf(managed) ??
    ensurePassword(ports, managed, {
      wanted: (account) =>
        account?.current !== undefined &&
        account.askedRotation !== undefined &&
        !isBeingRevoked(account),
    })
  );
}
