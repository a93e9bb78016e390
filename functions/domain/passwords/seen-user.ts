import { type Account, holdsPassword, passwordCreatedAt } from '../account';
import { connectedCustomer, type Configuration } from '../configuration/configuration';
import { type EpochMs, later } from '../time';
import { type DirectoryUser, isAdministrator } from '../user';
import { TIMING } from './timing';

/** What the configuration says of whom to leave alone, wherever Google shows a user. */
export type Seeing = Pick<Configuration, 'connection' | 'customerId' | 'connectedAt'>;

/**
 * Whether an account belongs to another Workspace than the one that is connected: it is not told, set,
 * taken back or called gone. One that carries a customer's id is nobody's while the connected one is not
 * known; one without any is taken for the connected one's. What is left of one without a password goes to
 * the Workspace that shows the user.
 */
export function isForeign(account: Account | undefined, seeing: Seeing): boolean {
  if (typeof account?.customerId !== 'string') return false;
  const connected = connectedCustomer(seeing);
  if (connected === undefined) return true;
  return account.customerId !== connected && holdsPassword(account);
}

/**
 * Whether an account may be another Workspace's: it carries no id, and its password is older than the present
 * connection, or was made before that one's id was known. Until Google has shown the user by that, it is
 * neither told unasked nor called gone.
 */
export function isUnbound(account: Account, seeing: Seeing): boolean {
  if (typeof account.customerId === 'string') return false;
  const { connectedAt } = seeing;
  if (connectedAt === undefined) return true;
  if (account.customerId === null && connectedCustomer(seeing) !== undefined) return true;
  return (passwordCreatedAt(account) ?? 0) <= later(connectedAt, TIMING.clockSkewMs);
}

/** The user of an account is an administrator at Google, as far as it was shown. */
export const isKnownAdministrator = (account: Account): boolean =>
  account.adminSeenAt !== undefined;

/** Between which moments Google was asked. */
export type Asked = { readonly from: EpochMs; readonly until: EpochMs };

/**
 * The account with what a look-up or a listing shows of its user, whatever that was for: the user is not
 * gone, and is an administrator or not. An answer that was overtaken by a newer one does not undo that
 * somebody is an administrator. An account of the first release gets the connected customer's id.
 * The same object when nothing changes.
 */
export function withSeen(
  account: Account,
  user: DirectoryUser,
  seeing: Seeing,
  asked: Asked,
): Account {
  const { goneSince, adminSeenAt: before, ...rest } = account;
  const shown = isAdministrator(user, seeing.connection?.adminUsername ?? '');
  const overtaken = before !== undefined && later(before, TIMING.clockSkewMs) >= asked.from;
  const adminSeenAt = overtaken ? before : shown ? asked.until : undefined;
  const bound = holdsPassword(account) ? account.customerId : undefined;
  const customerId = bound ?? connectedCustomer(seeing) ?? account.customerId;
  const same =
    goneSince === undefined &&
    adminSeenAt === before &&
    (customerId === undefined || customerId === account.customerId);
  if (same) return account;
  return {
    ...rest,
    ...(adminSeenAt === undefined ? {} : { adminSeenAt }),
    ...(customerId === undefined ? {} : { customerId }),
  };
}

/** Another Workspace's, or maybe so: that Google knows no such user says nothing of such an account. */
export const mayBeAnothers = (account: Account, seeing: Seeing): boolean =>
  typeof account.customerId === 'string'
    ? account.customerId !== connectedCustomer(seeing)
    : account.customerId === undefined || isUnbound(account, seeing);

/** The account with Google's word that it knows no such user. The same object when nothing changes. */
export const withGone = (account: Account, seeing: Seeing, now: EpochMs): Account =>
  account.goneSince !== undefined || mayBeAnothers(account, seeing)
    ? account
    : { ...account, goneSince: now };
