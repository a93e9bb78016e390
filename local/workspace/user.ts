import { type PasswordDigest } from './password-digest';

/** One user as the simulated Google holds it. Never changed in place: a change is a new object. */
export type WorkspaceUser = {
  /** 21 digits, for ever the same, as Google's. */
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
  /** Another password has to be chosen at the next sign-in, and nothing else works until then. */
  readonly changePasswordAtNextLogin?: boolean;
  /** Absent, as of the next one: true. */
  readonly agreedToTerms?: boolean;
  readonly isMailboxSetup?: boolean;
  readonly orgUnitPath: string;
  /** Absent: the one that all have from the beginning. */
  readonly customerId?: string;
  /** Absent: long ago. */
  readonly creationTime?: string;
  /** Absent until a password was set: nobody knows the one the user had before. */
  readonly password?: PasswordDigest;
  /** How often a password was set, this very password again included. */
  readonly passwordChanges: number;
  readonly passwordChangedAtMs?: number;
};

/** The id under which every simulated user is a customer's; 9 characters as Google's. */
export const CUSTOMER_ID = 'C03simu1a';

/** When the accounts were made that were there from the beginning. */
const CREATED = '2024-03-01T08:00:00.000Z';

/**
 * A user as the Directory API tells it (the fields of `users.get` that this project or an
 * administrator's tool could ask for). Never anything about the password, as Google's.
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

/** The names of all fields that `directoryResource` may give; a field mask may name no other. */
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
