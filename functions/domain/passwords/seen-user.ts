import { type Account, holdsPassword, passwordCreatedAt } from '../account';
import { connectedCustomer, type Configuration, isDelegated } from '../configuration/configuration';
import { type EpochMs, later } from '../time';
import { unitKey } from '../unit-key';
import { type DirectoryUser, isAdministrator } from '../user';
import { TIMING } from './timing';

/** The parts of the configuration that decide which users to leave alone. */
export type Seeing = Pick<Configuration, 'connection' | 'customerId' | 'connectedAt'>;

/**
 * Whether an account belongs to a Workspace other than the connected one. Its password is then not given out,
 * set or revoked, and its user is not recorded as gone. An account with a customer id counts as foreign while
 * the connected customer is not known; an account without one counts as the connected customer's. An account
 * without a password belongs to the Workspace that shows the user.
 */
export function isForeign(account: Account | undefined, seeing: Seeing): boolean {
  if (typeof account?.customerId !== 'string') return false;
  const connected = connectedCustomer(seeing);
  if (connected === undefined) return true;
  return account.customerId !== connected && holdsPassword(account);
}

/**
 * Whether an account may belong to another Workspace: it has no customer id, and its password is older than
 * the present connection, or was made before the connected customer's id was known. Until Google shows the
 * user by this connection, the password is not given out without asking Google, and the user is not recorded
 * as gone.
 */
export function isUnbound(account: Account, seeing: Seeing): boolean {
  if (typeof account.customerId === 'string') return false;
  const { connectedAt } = seeing;
  if (connectedAt === undefined) return true;
  if (account.customerId === null && connectedCustomer(seeing) !== undefined) return true;
  return (passwordCreatedAt(account) ?? 0) <= later(connectedAt, TIMING.clockSkewMs);
}

/** Whether Google last showed the user as an administrator. */
export const isKnownAdministrator = (account: Account): boolean =>
  account.adminSeenAt !== undefined;

/**
 * When Google was asked: a time before the call and a time after it. `stored`: the account as it was stored then;
 * undefined: there was none; null: that is not known.
 */
export type Asked = {
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly stored: Pick<Account, 'orgUnitPath' | 'primaryEmail'> | undefined | null;
};

/**
 * The account with what a look-up or a listing shows of its user: the user is not gone, has this address, is in this
 * unit, and is or is not an administrator. An answer overtaken by a newer one neither clears `adminSeenAt` nor tells the
 * address or the unit. An account of the first release gets the connected customer's id. Returns the same object if nothing changes.
 */
export function withSeen(
  account: Account,
  user: DirectoryUser,
  seeing: Seeing,
  asked: Asked,
): Account {
  const { goneSince, adminSeenAt: before, ...rest } = account;
  const shown = isAdministrator(user, seeing.connection?.adminUsername);
  const overtaken = before !== undefined && later(before, TIMING.clockSkewMs) >= asked.from;
  const adminSeenAt = overtaken ? before : shown ? asked.until : undefined;
  const bound = holdsPassword(account) ? account.customerId : undefined;
  const customerId = bound ?? connectedCustomer(seeing) ?? account.customerId;
  const { stored } = asked;
  const isUnitNews = stored !== null && account.orgUnitPath === stored?.orgUnitPath;
  const orgUnitPath = isUnitNews ? unitKey(user.orgUnitPath) : account.orgUnitPath;
  const isAddressNews = account.primaryEmail === stored?.primaryEmail;
  const { primaryEmail } = isAddressNews ? user : account;
  const same =
    goneSince === undefined &&
    adminSeenAt === before &&
    primaryEmail === account.primaryEmail &&
    orgUnitPath === account.orgUnitPath &&
    (customerId === undefined || customerId === account.customerId);
  if (same) return account;
  return {
    ...rest,
    primaryEmail,
    ...(orgUnitPath === undefined ? {} : { orgUnitPath }),
    ...(adminSeenAt === undefined ? {} : { adminSeenAt }),
    ...(customerId === undefined ? {} : { customerId }),
  };
}

/** Whether an account belongs or may belong to another Workspace: "no such user" says nothing about it. */
const mayBeAnothers = (account: Account, seeing: Seeing): boolean =>
  typeof account.customerId === 'string'
    ? account.customerId !== connectedCustomer(seeing)
    : account.customerId === undefined || isUnbound(account, seeing);

/**
 * Whether a user whom Google does not know may exist all the same: in another Workspace, or in a unit that is not
 * one of the service account's own role. Nobody says whether Google answers 403 or 404 to such a role.
 */
export const mayBeHidden = (account: Account, seeing: Seeing): boolean =>
  mayBeAnothers(account, seeing) ||
  (seeing.connection !== undefined && !isDelegated(seeing.connection));

/** Marks an account as gone, after Google said that it knows no such user. The same object if unchanged. */
export const withGone = (account: Account, seeing: Seeing, now: EpochMs): Account =>
  account.goneSince !== undefined || mayBeHidden(account, seeing)
    ? account
    : { ...account, goneSince: now };
