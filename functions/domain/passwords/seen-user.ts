import { type Account, passwordCreatedAt } from '../account';
import { connectedCustomer, type Configuration } from '../configuration/configuration';
import { type EpochMs } from '../time';
import { type DirectoryUser, isAdministrator } from '../user';

/** What the configuration says of whom to leave alone, wherever Google shows a user. */
export type Seeing = Pick<Configuration, 'connection' | 'customerId' | 'connectedAt'>;

/**
 * Whether an account belongs to another Workspace than the one that is connected: it is not told, set,
 * taken back or called gone. One that carries a customer's id is nobody's while the connected one is not
 * known; one without any is taken for the connected one's.
 */
export const isForeign = (account: Account | undefined, seeing: Seeing): boolean =>
  typeof account?.customerId === 'string' && account.customerId !== connectedCustomer(seeing);

/**
 * Whether an account may be another Workspace's: it carries no id, and its password is older than the present
 * connection. Until Google has shown the user by that, it is neither told unasked nor called gone.
 */
export const isUnbound = (account: Account, { connectedAt }: Seeing): boolean =>
  typeof account.customerId !== 'string' &&
  (connectedAt === undefined || (passwordCreatedAt(account) ?? 0) < connectedAt);

/** The user of an account is an administrator at Google, as far as it was shown. */
export const isKnownAdministrator = (account: Account): boolean => account.adminSince !== undefined;

/**
 * The account with what a look-up or a listing shows of its user, whatever that was for: the user is not
 * gone, and is an administrator or not. An account of the first release gets the connected customer's id.
 * The same object when nothing changes.
 */
export function withSeen(
  account: Account,
  user: DirectoryUser,
  seeing: Seeing,
  now: EpochMs,
): Account {
  const { goneSince, adminSince, ...rest } = account;
  const admin = isAdministrator(user, seeing.connection?.adminUsername ?? '');
  const customerId = account.customerId ?? connectedCustomer(seeing);
  const same =
    goneSince === undefined &&
    (adminSince !== undefined) === admin &&
    (customerId === undefined || customerId === account.customerId);
  if (same) return account;
  return {
    ...rest,
    ...(admin ? { adminSince: adminSince ?? now } : {}),
    ...(customerId === undefined ? {} : { customerId }),
  };
}

/** Another Workspace's, or maybe so: that Google knows no such user says nothing of such an account. */
export const mayBeAnothers = (account: Account, seeing: Seeing): boolean =>
  account.customerId === undefined || isUnbound(account, seeing) || isForeign(account, seeing);

/** The account with Google's word that it knows no such user. The same object when nothing changes. */
export const withGone = (account: Account, seeing: Seeing, now: EpochMs): Account =>
  account.goneSince !== undefined || mayBeAnothers(account, seeing)
    ? account
    : { ...account, goneSince: now };
