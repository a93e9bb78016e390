import { type UserId } from './account';
import { unitKey } from './org-unit-path';
import { durationMs, type EpochMs, later } from './time';

/** What the directory says of a user: the fields that decide whether a password may and can work. */
export type DirectoryUser = {
  readonly id: UserId;
  readonly primaryEmail: string;
  /** Every other address that leads to this user. */
  readonly aliases: readonly string[];
  readonly suspended: boolean;
  readonly archived: boolean;
  /** Super admin. */
  readonly isAdmin: boolean;
  readonly isDelegatedAdmin: boolean;
  readonly isEnrolledIn2Sv: boolean;
  readonly isEnforcedIn2Sv: boolean;
  readonly orgUnitPath: string;
  /** Whose user it is; absent: Google does not say. */
  readonly customerId?: string;
  /** Google asks for another password at the next sign-in, which no device can answer. */
  readonly changePasswordAtNextLogin?: boolean;
  /** Absent, as of the next one: Google does not say. */
  readonly agreedToTerms?: boolean;
  readonly isMailboxSetup?: boolean;
  /** When Google made this user; absent: it was not asked, or does not say. */
  readonly createdAt?: EpochMs;
};

/** For so long Google may refuse what is asked of a new user, whatever the rights. */
const NEW_MS = durationMs(300_000);

/** Whether a refusal may only mean that Google has not told all of itself of this user yet. */
export const isNew = ({ createdAt }: Pick<DirectoryUser, 'createdAt'>, now: EpochMs): boolean =>
  createdAt !== undefined && now < later(createdAt, NEW_MS);

/** Why a user is never touched; also the code of the problem that says so. */
export type Refusal = 'admin-account' | 'user-suspended' | 'out-of-scope';

/** The reason not to touch this user's password, or undefined. Checked at issue and again in every run. */
export function refusal(
  user: DirectoryUser,
  adminUsername: string,
  policy: { readonly orgUnitPaths: readonly string[] },
): Refusal | undefined {
  if (isAdministrator(user, adminUsername)) return 'admin-account';
  if (user.suspended || user.archived) return 'user-suspended';
  if (!inScope(user.orgUnitPath, policy.orgUnitPaths)) return 'out-of-scope';
  return undefined;
}

/** Super admins, delegated admins, and the admin whom this service acts as, by whatever address. */
export function isAdministrator(user: DirectoryUser, adminUsername: string): boolean {
  const admin = adminUsername.toLowerCase();
  const addresses = [user.primaryEmail, ...user.aliases].map((address) => address.toLowerCase());
  return user.isAdmin || user.isDelegatedAdmin || addresses.includes(admin);
}

/** True if the unit is one of `scope` or below one, by `unitKey`; an empty scope is everybody. */
export function inScope(orgUnitPath: string, scope: readonly string[]): boolean {
  if (scope.length === 0) return true;
  const path = unitKey(orgUnitPath);
  return scope.some((named) => {
    const unit = unitKey(named);
    return unit === '/' || path === unit || path.startsWith(`${unit}/`);
  });
}
