import { type AccessTokens } from './access-tokens';
import { type ActivityTable } from './activity-table';
import { type ServiceAccount } from './service-account';
import { type WorkspaceUser } from './user';
import { type UserTable } from './user-table';

/** The scope that lets the Directory API read and change users. */
export const USER_SCOPE = 'https://www.googleapis.com/auth/admin.directory.user';
/** The scope that lets it only read users. */
export const USER_READ_SCOPE = 'https://www.googleapis.com/auth/admin.directory.user.readonly';

/** The scope that lets the Reports API list activities. */
export const ACTIVITY_LOG_SCOPE = 'https://www.googleapis.com/auth/admin.reports.audit.readonly';

/** What the simulated Google knows. All its answers follow from this. */
export type GoogleState = {
  readonly users: UserTable;
  readonly serviceAccounts: readonly ServiceAccount[];
  /** Domain-wide delegation: the scopes that the Admin console authorises, by client id. */
  readonly delegation: Map<string, readonly string[]>;
  readonly tokens: AccessTokens;
  /** The log of what was done. */
  readonly activities: ActivityTable;
  /** Whether the Admin SDK is enabled in the project that owns the key. */
  adminApiEnabled: boolean;
  /** Google's own time, in milliseconds since 1970. */
  readonly now: () => number;
  /** Makes a changed user current. If there is a store, the user is on disk before this returns. */
  readonly putUser: (user: WorkspaceUser) => void;
};
