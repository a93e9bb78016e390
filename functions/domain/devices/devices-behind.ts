import { type Account, type Device } from '../account';
import { type EpochMs } from '../time';

/** Whether a device lacks the current password: it has an older one, or could not install this one. */
export const isBehind = ({ version, state }: Device, { current }: Account): boolean =>
  current !== undefined && (state === 'failed' || version < current.version);

/** How many devices lack the current password. */
export const countBehind = (account: Account): number =>
  (account.devices ?? []).filter((device) => isBehind(device, account)).length;

/** Whether the policy's rotation waits for a device that lacks the current password. */
export const isHeld = (account: Account): boolean =>
  account.heldForDevices === true &&
  account.drift === undefined && // nobody can get this password any more
  account.current?.ciphertext !== undefined &&
  countBehind(account) > 0;

/** Since when the policy's rotation has been due that waits for devices; absent: none waits. */
export const heldTurn = (account: Account): EpochMs | undefined =>
  isHeld(account) ? account.nextRotationAt : undefined;

/** The account after a write, with the moment if that ends the wait of the policy's rotation. */
export const withFreed = (before: Account, after: Account, now: EpochMs): Account =>
  isHeld(before) && !isHeld(after) ? { ...after, freedAt: now } : after;
