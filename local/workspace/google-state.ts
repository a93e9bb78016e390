import { type AccessTokens } from './access-tokens';
import { type ServiceAccount } from './service-account';
import { type WorkspaceUser } from './user';
import { type UserTable } from './user-table';

/** The scope under which the Directory API reads and changes users. */
export const USER_SCOPE = 'https://www.googleapis.com/auth/admin.directory.user';
/** The scope under which it only reads them. */
export const USER_READ_SCOPE = 'https://www.googleapis.com/auth/admin.directory.user.readonly';

/** What the simulated Google knows. Everything that it answers follows from this. */
export type GoogleState = {
  readonly users: UserTable;
  readonly serviceAccounts: readonly ServiceAccount[];
  /** Domain-wide delegation: the scopes that the Admin console authorises, by client id. */
  readonly delegation: Map<string, readonly string[]>;
  readonly tokens: AccessTokens;
  /** Whether the Admin SDK is enabled in the project that owns the key. */
  adminApiEnabled: boolean;
  /** Google's own time, in milliseconds since 1970. */
  readonly now: () => number;
  /** Makes a changed user the truth; kept on disk, where there is one, before this returns. */
  readonly putUser: (user: WorkspaceUser) => void;
};
