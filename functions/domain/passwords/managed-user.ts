import { type ConfigurationStore } from '../../ports/configuration-store';
import { type Directory, type DirectoryConnector } from '../../ports/directory';
import { type Account, userId, type UserId } from '../account';
import { isTenantFailure, openCircuit } from '../configuration/circuit';
import { type Configuration, connectedCustomer } from '../configuration/configuration';
import { type GoogleFailure } from '../google-failure';
import { type PasswordFailure } from './password-failure';
import { type Policy } from '../configuration/policy';
import { type ChangePorts } from './password-change';
import { isForeign, type Seeing, withGone, withSeen } from './seen-user';
import { type PasswordPorts } from './set-password';
import { type DirectoryUser, refusal } from '../user';

/** What the calls about one user's password need. */
export type UserPorts = PasswordPorts & {
  readonly configurations: ConfigurationStore;
  readonly directory: DirectoryConnector;
  /** Told whose password a call is about, as soon as that is known. */
  readonly about?: (userId: UserId) => void;
};

/** One call about one user's password, and who makes it. */
export type CallPorts = UserPorts & ChangePorts & { readonly caller: string };

/** The directory, signed in, with what the configuration says about whom to leave alone. */
export type OpenDirectory = {
  readonly kind: 'open';
  readonly directory: Directory;
  readonly adminUsername: string;
  readonly policy: Policy;
  /** The configuration that was signed in by. */
  readonly seen: Configuration;
};

export type ManagedUser = {
  readonly kind: 'found';
  readonly user: DirectoryUser;
  /** What is kept of the user; undefined: nothing. */
  readonly account: Account | undefined;
  readonly open: OpenDirectory;
};

/**
 * Signs in to Google as configured. Nothing is recorded before this has worked, but that the connection
 * is broken, if it is. A key that was replaced and disabled since the configuration was read is no
 * failure: it is read once more.
 */
export async function openDirectory(ports: UserPorts): Promise<OpenDirectory | PasswordFailure> {
  const first = await signIn(ports);
  const keyGone = first.kind === 'failed' && first.failure.code === 'key-unreadable';
  const opened = keyGone ? await signIn(ports) : first;
  return opened.kind === 'failed' ? failedWith(ports, opened.seen, opened.failure) : opened;
}

type SignInFailed = {
  readonly kind: 'failed';
  readonly failure: GoogleFailure;
  readonly seen: Configuration;
};

async function signIn(
  ports: UserPorts,
): Promise<OpenDirectory | SignInFailed | { readonly kind: 'not-configured' }> {
  const seen = await ports.configurations.read();
  if (seen.connection === undefined) return { kind: 'not-configured' };
  const connected = await ports.directory.connect(seen.connection);
  if (connected.kind === 'failed') return { kind: 'failed', failure: connected.failure, seen };
  const { adminUsername } = seen.connection;
  return { kind: 'open', directory: connected.value, adminUsername, policy: seen.policy, seen };
}

/** What only an administrator can mend is recorded at once: the page says it, and the alert counts it. */
async function failedWith(
  { configurations, clock, newId }: UserPorts,
  seen: Configuration,
  failure: GoogleFailure,
): Promise<PasswordFailure> {
  if (isTenantFailure(failure)) {
    await openCircuit(configurations, seen, failure, { now: clock.now(), eventId: newId() });
  }
  return { kind: 'google-failed', failure };
}

/**
 * The user that a key (primary address, alias or id) leads to at Google now, with the account. Google is
 * not asked for an account of another Workspace. What Google shows of the user is kept.
 */
export async function findManagedUser(
  ports: UserPorts,
  userKey: string,
): Promise<ManagedUser | PasswordFailure> {
  const open = await openDirectory(ports);
  if (open.kind !== 'open') return open;
  const id = asUserId(userKey);
  const named = id === undefined ? undefined : await ports.accounts.read(id);
  if (isForeign(named, open.seen)) return otherWorkspace(open.seen);
  const from = ports.clock.now();
  const found = await open.directory.findUser(userKey);
  if (found.kind === 'failed') {
    if (found.failure.code === 'user-not-found') await noteGone(ports, named, open.seen);
    return failedWith(ports, open.seen, found.failure);
  }
  const user = found.value;
  ports.about?.(user.id);
  const account = named?.userId === user.id ? named : await ports.accounts.read(user.id);
  if (isForeign(account, open.seen)) return otherWorkspace(open.seen);
  const asked = { from, until: ports.clock.now() };
  const show = (known: Account): Account => withSeen(known, user, open.seen, asked);
  const seen = account && show(account) !== account ? await note(ports, user.id, show) : account;
  return { kind: 'found', user, account: seen, open };
}

/** Why an account that is not the connected Workspace's is left alone; none may be connected at all. */
export const otherWorkspace = (seeing: Seeing): PasswordFailure =>
  seeing.connection === undefined
    ? { kind: 'not-configured' }
    : { kind: 'other-workspace', connected: connectedCustomer(seeing) !== undefined };

const note = (
  { accounts }: Pick<UserPorts, 'accounts'>,
  id: UserId,
  show: (account: Account) => Account,
): Promise<Account | undefined> =>
  accounts.transact<Account | undefined>(id, (stored) => {
    const write = stored && show(stored);
    return { ...(write && write !== stored ? { write } : {}), result: write };
  });

/** Google, asked for the id of an account, knows no such user. */
async function noteGone(
  { accounts, clock }: Pick<UserPorts, 'accounts' | 'clock'>,
  account: Account | undefined,
  seeing: Seeing,
): Promise<void> {
  if (account === undefined || withGone(account, seeing, clock.now()) === account) return;
  await accounts.transact(account.userId, (stored) => ({
    ...(stored ? { write: withGone(stored, seeing, clock.now()) } : {}),
    result: undefined,
  }));
}

/** Why this user's password may not be set, if so. */
export function refusalOf({ user, open }: ManagedUser): PasswordFailure | undefined {
  const reason = refusal(user, open.adminUsername, open.policy);
  return reason && { kind: 'refused', refusal: reason };
}

/** Google's ids are digits only, which no address is. */
export const asUserId = (userKey: string): UserId | undefined =>
  /^\d+$/.test(userKey) ? userId(userKey) : undefined;
