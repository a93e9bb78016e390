import { type Account } from '../account';
import { connectedCustomer, type Configuration } from '../configuration/configuration';
import { type EpochMs, later } from '../time';
import { type DirectoryUser, isAdministrator } from '../user';
import { TIMING } from './timing';

/** What the configuration says of whom to leave alone, wherever Google shows a user. */
export type Seeing = Pick<Configuration, 'connection' | 'customerId'>;

/**
 * Whether an account belongs to another Workspace than the one that is connected: it is not told, set,
 * taken back or called gone. One that carries a customer's id is nobody's while the connected one is not
 * known; one without any is taken for the connected one's.
 */
export const isForeign = (account: Account | undefined, seeing: Seeing): boolean =>
  typeof account?.customerId === 'string' && account.customerId !== connectedCustomer(seeing);

/**
 * Nobody has seen yet whose Workspace the account belongs to, though the connected one's id is known: it
 * may be of another one, which was connected before its id was. A look-up by id that finds the user says.
 */
export const isUnbound = (account: Account, seeing: Seeing): boolean =>
  typeof account.customerId !== 'string' && connectedCustomer(seeing) !== undefined;

/** The user of an account is an administrator at Google, as far as it was shown. */
export const isKnownAdministrator = (account: Account): boolean => account.adminSeenAt !== undefined;

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
  const customerId = account.customerId ?? connectedCustomer(seeing);
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
