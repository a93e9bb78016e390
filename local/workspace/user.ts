import { type PasswordDigest } from './password-digest';

/** A user as the simulated Google holds it. Immutable: a change makes a new object. */
export type WorkspaceUser = {
  /** 21 digits that never change, like Google's. */
  readonly id: string;
  readonly primaryEmail: string;
  readonly aliases: readonly string[];
  readonly givenName: string;
  readonly familyName: string;
  readonly suspended: boolean;
  readonly archived: boolean;
  /** Super admin. */
  readonly isAdmin: boolean;
  readonly isDelegatedAdmin: boolean;
  readonly isEnrolledIn2Sv: boolean;
  readonly isEnforcedIn2Sv: boolean;
  /** The user has to choose another password at the next sign-in; nothing else works until then. */
  readonly changePasswordAtNextLogin?: boolean;
  /** Absent means true, here and in the next field. */
  readonly agreedToTerms?: boolean;
  readonly isMailboxSetup?: boolean;
  readonly orgUnitPath: string;
  /** Absent: the customer id that all generated users have. */
  readonly customerId?: string;
  /** Absent: long ago. */
  readonly creationTime?: string;
  /** Absent until a password is set: the user's earlier password is unknown. */
  readonly password?: PasswordDigest;
  /** How often a password was set. Setting the same password again counts. */
  readonly passwordChanges: number;
  readonly passwordChangedAtMs?: number;
  /** The last few before it, the latest first. Secure LDAP may know of a change later than the directory. */
  readonly formerPasswords?: readonly FormerPassword[];
  /** Absent means true: the user's licence includes Secure LDAP. */
  readonly secureLdapLicensed?: boolean;
};

/** Absent fields: the unknown password that the user had at first. */
type FormerPassword = { readonly password?: PasswordDigest; readonly changedAtMs?: number };

const FORMER_PASSWORDS = 3;

/** The user with a password set now. */
export const withPassword = (
  user: WorkspaceUser,
  password: PasswordDigest,
  nowMs: number,
): Pick<
  WorkspaceUser,
  'password' | 'passwordChanges' | 'passwordChangedAtMs' | 'formerPasswords'
> => ({
  password,
  passwordChanges: user.passwordChanges + 1,
  passwordChangedAtMs: nowMs,
  formerPasswords: [currentPassword(user), ...(user.formerPasswords ?? [])].slice(
    0,
    FORMER_PASSWORDS,
  ),
});

/** The password that the user had at that time, as far as it is known. */
export const passwordAt = (user: WorkspaceUser, atMs: number): PasswordDigest | undefined =>
  [currentPassword(user), ...(user.formerPasswords ?? [])].find(
    ({ changedAtMs }) => changedAtMs === undefined || changedAtMs <= atMs,
  )?.password;

const currentPassword = ({ password, passwordChangedAtMs }: WorkspaceUser): FormerPassword => ({
  ...(password === undefined ? {} : { password }),
  ...(passwordChangedAtMs === undefined ? {} : { changedAtMs: passwordChangedAtMs }),
});

/** The customer id of every simulated user; 9 characters, like Google's. */
export const CUSTOMER_ID = 'C03simu1a';

/** When the generated accounts were created. */
const CREATED = '2024-03-01T08:00:00.000Z';

/**
 * A user as the Directory API returns it: the fields of `users.get` that this project or an administrator's
 * tool might request. Like Google's, it never contains the password.
 */
export function directoryResource(user: WorkspaceUser): Record<string, unknown> {
  return {
    kind: 'admin#directory#user',
    id: user.id,
    etag: `"${user.id}-${user.passwordChanges}"`,
    primaryEmail: user.primaryEmail,
    name: {
      givenName: user.givenName,
      familyName: user.familyName,
      fullName: `${user.givenName} ${user.familyName}`,
    },
    isAdmin: user.isAdmin,
    isDelegatedAdmin: user.isDelegatedAdmin,
    creationTime: user.creationTime ?? CREATED,
    agreedToTerms: user.agreedToTerms ?? true,
    suspended: user.suspended,
    ...(user.suspended ? { suspensionReason: 'ADMIN' } : {}),
    archived: user.archived,
    changePasswordAtNextLogin: user.changePasswordAtNextLogin ?? false,
    ipWhitelisted: false,
    emails: [
      { address: user.primaryEmail, primary: true },
      ...user.aliases.map((address) => ({ address })),
    ],
    ...(user.aliases.length > 0 ? { aliases: user.aliases } : {}),
    customerId: user.customerId ?? CUSTOMER_ID,
    orgUnitPath: user.orgUnitPath,
    isMailboxSetup: user.isMailboxSetup ?? true,
    isEnrolledIn2Sv: user.isEnrolledIn2Sv,
    isEnforcedIn2Sv: user.isEnforcedIn2Sv,
    includeInGlobalAddressList: true,
  };
}

/** All field names that `directoryResource` may return. A field mask may name no others. */
export const DIRECTORY_FIELDS: ReadonlySet<string> = new Set([
  ...Object.keys(
    directoryResource({
      id: '',
      primaryEmail: '',
      aliases: ['a'],
      givenName: '',
      familyName: '',
      suspended: true,
      archived: false,
      isAdmin: false,
      isDelegatedAdmin: false,
      isEnrolledIn2Sv: false,
      isEnforcedIn2Sv: false,
      orgUnitPath: '/',
      passwordChanges: 0,
    }),
  ),
  'lastLoginTime',
  'nonEditableAliases',
  'thumbnailPhotoUrl',
]);
