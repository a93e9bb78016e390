import { type ConfigurationStore } from '../../ports/configuration-store';
import { type Directory, type DirectoryConnector } from '../../ports/directory';
import { type Account, userId, type UserId } from '../account';
import { isTenantFailure, openCircuit } from '../configuration/circuit';
import { type Configuration, connectedCustomer } from '../configuration/configuration';
import { type GoogleFailure } from '../google-failure';
import { ownRole, type PasswordFailure } from './password-failure';
import { type Policy } from '../configuration/policy';
import { withTurn } from './due';
import { type ChangePorts } from './password-change';
import { isForeign, type Seeing, withGone, withSeen } from './seen-user';
import { type PasswordPorts } from './set-password';
import { TIMING } from './timing';
import { type EpochMs, later } from '../time';
import { type DirectoryUser, refusal } from '../user';

/** What a call about one user's password needs. */
export type UserPorts = PasswordPorts & {
  readonly configurations: ConfigurationStore;
  readonly directory: DirectoryConnector;
  /** Called with the id of the user as soon as it is known. */
  readonly about?: (userId: UserId) => void;
};

/** One call about one user's password, and its caller. */
export type CallPorts = UserPorts & ChangePorts & { readonly caller: string };

/** The directory, signed in, with the settings that decide which users to leave alone. */
export type OpenDirectory = {
  readonly kind: 'open';
  readonly directory: Directory;
  /** The administrator whom we act as; undefined: nobody. */
  readonly adminUsername: string | undefined;
  readonly policy: Policy;
  /** The configuration used to sign in. */
  readonly seen: Configuration;
};

export type ManagedUser = {
  readonly kind: 'found';
  readonly user: DirectoryUser;
  /** The stored account; undefined: there is none. */
  readonly account: Account | undefined;
  readonly open: OpenDirectory;
};

/**
 * Signs in to Google as configured. Until the sign-in works, nothing is recorded except a broken connection.
 * If the key was replaced and disabled meanwhile, the configuration is read again and the sign-in repeated.
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

/** Records at once a failure that only an administrator can fix, for the page and the alert. */
async function failedWith(
  { configurations, clock, newId }: UserPorts,
  seen: Configuration,
  failure: GoogleFailure,
  account?: Account,
): Promise<PasswordFailure> {
  if (isTenantFailure(failure)) {
    await openCircuit(configurations, seen, failure, { now: clock.now(), eventId: newId() });
  }
  return { kind: 'google-failed', failure, ...ownRole(seen, failure, account?.orgUnitPath) };
}

/**
 * The user whom a key (primary address, alias or id) names at Google now, and the stored account. Google is
 * not asked for an id whose account belongs to another Workspace. Stores what Google shows of the user.
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
    return failedWith(ports, open.seen, found.failure, named);
  }
  const user = found.value;
  ports.about?.(user.id);
  const account = named?.userId === user.id ? named : await ports.accounts.read(user.id);
  if (isForeign(account, open.seen)) return otherWorkspace(open.seen);
  const until = ports.clock.now();
  const asked = { from, until, stored: storedThen(named, account, from, until) };
  const show = (known: Account): Account =>
    withTurn(withSeen(known, user, open.seen, asked), open.policy, until, ports.randomBytes);
  const seen = account && show(account) !== account ? await note(ports, user.id, show) : account;
  return { kind: 'found', user, account: seen, open };
}

/**
 * The account as it was stored when Google was asked about it. Where an address was asked for, it was read after the
 * answer, which says the same of a short time only.
 */
function storedThen(
  named: Account | undefined,
  account: Account | undefined,
  from: EpochMs,
  until: EpochMs,
): Account | undefined | null {
  if (named !== undefined && named.userId === account?.userId) return named;
  return until <= later(from, TIMING.clockSkewMs) ? account : null;
}

/** The failure for an account outside the connected Workspace, or when no Workspace is connected. */
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

/** Records that Google, asked for the account's id, knows no such user. */
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

/** Why this user's password may not be set; undefined: it may. */
export function refusalOf({ user, open }: ManagedUser): PasswordFailure | undefined {
  const reason = refusal(user, open.adminUsername, open.policy);
  return reason && { kind: 'refused', refusal: reason };
}

/** Google's ids consist only of digits; an address never does. */
export const asUserId = (userKey: string): UserId | undefined =>
  /^\d+$/.test(userKey) ? userId(userKey) : undefined;
