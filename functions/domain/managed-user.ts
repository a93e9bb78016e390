import { type ConfigurationStore } from '../ports/configuration-store';
import { type Directory, type DirectoryConnector } from '../ports/directory';
import { userId, type UserId } from './account';
import { type PasswordFailure } from './password-failure';
import { type Policy } from './policy';
import { type PasswordPorts } from './set-password';
import { type DirectoryUser, refusal } from './user';

/** What the calls about one user's password need. */
export type UserPorts = PasswordPorts & {
  readonly configurations: ConfigurationStore;
  readonly directory: DirectoryConnector;
};

/** The directory, signed in, with what the configuration says about whom to leave alone. */
export type OpenDirectory = {
  readonly kind: 'open';
  readonly directory: Directory;
  readonly adminUsername: string;
  readonly policy: Policy;
};

export type ManagedUser = {
  readonly kind: 'found';
  readonly user: DirectoryUser;
  readonly open: OpenDirectory;
};

/**
 * Signs in to Google as configured. Nothing is recorded before this has worked. A key that was
 * replaced and disabled since the configuration was read is no failure: it is read once more.
 */
export async function openDirectory(ports: UserPorts): Promise<OpenDirectory | PasswordFailure> {
  const opened = await openAsConfigured(ports);
  const keyGone = opened.kind === 'google-failed' && opened.failure.code === 'key-unreadable';
  return keyGone ? openAsConfigured(ports) : opened;
}

async function openAsConfigured(ports: UserPorts): Promise<OpenDirectory | PasswordFailure> {
  const { connection, policy } = await ports.configurations.read();
  if (connection === undefined) return { kind: 'not-configured' };
  const connected = await ports.directory.connect(connection);
  if (connected.kind === 'failed') return { kind: 'google-failed', failure: connected.failure };
  const { adminUsername } = connection;
  return { kind: 'open', directory: connected.value, adminUsername, policy };
}

/** The user that a key (primary address, alias or id) leads to at Google now. */
export async function findManagedUser(
  ports: UserPorts,
  userKey: string,
): Promise<ManagedUser | PasswordFailure> {
  const open = await openDirectory(ports);
  if (open.kind !== 'open') return open;
  const found = await open.directory.findUser(userKey);
  if (found.kind === 'failed') return { kind: 'google-failed', failure: found.failure };
  return { kind: 'found', user: found.value, open };
}

/** Why this user's password may not be set, if so. */
export function refusalOf({ user, open }: ManagedUser): PasswordFailure | undefined {
  const reason = refusal(user, open.adminUsername, open.policy);
  return reason && { kind: 'refused', refusal: reason };
}

/** Google's ids are digits only, which no address is. */
export const asUserId = (userKey: string): UserId | undefined =>
  /^\d+$/.test(userKey) ? userId(userKey) : undefined;
