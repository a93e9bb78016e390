import { type UserId } from './account';
import { durationMs, type EpochMs, later } from './time';
import { isInUnit } from './unit-key';

/** What the directory says about a user: the fields that decide whether a password may be set and works. */
export type DirectoryUser = {
  readonly id: UserId;
  readonly primaryEmail: string;
  /** All other addresses of this user. */
  readonly aliases: readonly string[];
  readonly suspended: boolean;
  readonly archived: boolean;
  /** Super admin. */
  readonly isAdmin: boolean;
  readonly isDelegatedAdmin: boolean;
  readonly isEnrolledIn2Sv: boolean;
  readonly isEnforcedIn2Sv: boolean;
  readonly orgUnitPath: string;
  /** Google's id of the user's customer; absent: Google does not say. */
  readonly customerId?: string;
  /** Google asks for another password at the next sign-in, which no device can set. */
  readonly changePasswordAtNextLogin?: boolean;
  /** This field and the next are absent if Google does not say. */
  readonly agreedToTerms?: boolean;
  readonly isMailboxSetup?: boolean;
  /** When Google made this user; absent: it was not asked for, or Google does not say. */
  readonly createdAt?: EpochMs;
};

/** How long Google may refuse changes to a new user, regardless of privileges. */
const NEW_MS = durationMs(300_000);

/** Whether a refusal may only mean that not all of Google knows this new user yet. */
export const isNew = ({ createdAt }: Pick<DirectoryUser, 'createdAt'>, now: EpochMs): boolean =>
  createdAt !== undefined && now < later(createdAt, NEW_MS);

/** Why a user is not touched; also the code of the problem. */
export type Refusal = 'admin-account' | 'user-suspended' | 'out-of-scope';

/** The reason not to touch this user's password; undefined: none. Checked at issue and again in every run. */
export function refusal(
  user: DirectoryUser,
  adminUsername: string | undefined,
  policy: { readonly orgUnitPaths: readonly string[] },
): Refusal | undefined {
  if (isAdministrator(user, adminUsername)) return 'admin-account';
  if (user.suspended || user.archived) return 'user-suspended';
  if (!inScope(user.orgUnitPath, policy.orgUnitPaths)) return 'out-of-scope';
  return undefined;
}

/**
 * Super admins, delegated admins, and the admin whom this service acts as, under any address. `undefined`: it
 * acts as nobody.
 */
export function isAdministrator(user: DirectoryUser, adminUsername: string | undefined): boolean {
  const admin = adminUsername?.toLowerCase() ?? '';
  const addresses = [user.primaryEmail, ...user.aliases].map((address) => address.toLowerCase());
  return user.isAdmin || user.isDelegatedAdmin || addresses.includes(admin);
}

/** Whether the unit is one of `scope` or below one. An empty scope means everybody. */
export const inScope = (orgUnitPath: string, scope: readonly string[]): boolean =>
  scope.length === 0 || scope.some((unit) => isInUnit(orgUnitPath, unit));
