import { type Account } from '../account';
import { connectedCustomer, type Configuration } from '../configuration/configuration';
import { type EpochMs } from '../time';
import { type DirectoryUser, isAdministrator } from '../user';

/** What the configuration says of whom to leave alone, wherever Google shows a user. */
export type Seeing = Pick<Configuration, 'connection' | 'customerId'>;

/**
 * Whether an account belongs to another Workspace than the one that is connected: it is not told, set,
 * taken back or called gone. One that carries a customer's id is nobody's while the connected one is not
 * known; one without any is taken for the connected one's.
 */
export const isForeign = (account: Account | undefined, seeing: Seeing): boolean =>
  typeof account?.customerId === 'string' && account.customerId !== connectedCustomer(seeing);

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
