import { type Account, type CurrentPassword } from '../account';
import { connectedCustomer } from '../configuration/configuration';
import { type Policy } from '../configuration/policy';
import { rightFound } from '../configuration/circuit';
import { type GoogleFailure } from '../google-failure';
import { turnShown } from './due';
import {
  type CallPorts,
  findManagedUser,
  type ManagedUser,
  refusalOf,
  type UserPorts,
} from './managed-user';
import { ownRole, type PasswordFailure, SETTLE_AGAIN_MS } from './password-failure';
import { type Secret } from '../secret';
import { isForgotten } from './retention';
import { type EpochMs } from '../time';
import { type DirectoryUser, isNew } from '../user';
import { setPassword, type SetPasswordRequest } from './set-password';

/** A password that Google confirmed, with no unconfirmed candidate that could have replaced it. */
export type LivePassword = {
  readonly kind: 'live';
  readonly account: Account & { readonly current: CurrentPassword };
  readonly password: Secret;
  /** As `turnShown`: when the schedule makes a new one; undefined: never. */
  readonly nextRotationAt: EpochMs | undefined;
  /** What this call did. */
  readonly change: 'none' | 'issued' | 'rotated';
  /** Who asked for that change; absent: there was none, or the asker is not known. */
  readonly askedBy?: string | undefined;
};

/** The upper limit of sends of one password before a request is answered "unknown": its caller is waiting. */
export const TRIES_OF_A_REQUEST = 3;

/** Gives the user's password. Issues one first if there is none. */
export async function issuePassword(
  ports: CallPorts,
  userKey: string,
): Promise<LivePassword | PasswordFailure> {
  const managed = await findManagedUser(ports, userKey);
  return managed.kind === 'found' ? issueTo(ports, managed) : managed;
}

/** As `issuePassword`, to a user whom Google has just shown. */
export async function issueTo(
  ports: CallPorts,
  managed: ManagedUser,
): Promise<LivePassword | PasswordFailure> {
  const refused = refusalOf(managed);
  if (refused) return refused;
  const { drift } = managed.account ?? {};
  if (drift) return { kind: 'drifted', drift };
  return ensurePassword(ports, managed, { wanted: (account) => account?.current === undefined });
}

/** Settles an unconfirmed candidate, makes a new password if `wanted` still says so, and gives the result. */
export async function ensurePassword(
  ports: CallPorts,
  { user, account: seen, open }: ManagedUser,
  want: Pick<SetPasswordRequest, 'wanted' | 'keyHash' | 'ownRotation'> & {
    readonly tries?: number;
  },
): Promise<LivePassword | PasswordFailure> {
  if (seen && isSettled(seen) && !want.wanted(seen)) {
    return livePassword(ports, seen, open.policy, user);
  }
  const result = await setPassword(ports, {
    directory: open.directory,
    user,
    policy: open.policy,
    purpose: 'set',
    customerId: connectedCustomer(open.seen),
    seen,
    tries: TRIES_OF_A_REQUEST,
    askedBy: ports.caller,
    ...want,
  });
  switch (result.kind) {
    case 'set': {
      await rightFound(ports.configurations, open.seen, ports.clock.now());
      const { current } = result.account;
      if (current === undefined) return { kind: 'no-password' };
      const account = { ...result.account, current, primaryEmail: user.primaryEmail };
      const { kind: _, account: __, ...told } = result;
      const nextRotationAt = turnShown(account, open.policy, user);
      return { kind: 'live', account, nextRotationAt, ...told };
    }
    case 'not-wanted':
      return livePassword(ports, result.account, open.policy, user);
    case 'scrambled':
      return { kind: 'no-password' };
    case 'quarantined':
      return { kind: 'outcome-unknown', retryAfterMs: result.retryAfterMs, again: true };
    case 'unknown':
      return { kind: 'outcome-unknown', retryAfterMs: SETTLE_AGAIN_MS, again: isInDoubt(seen) };
    case 'in-progress':
      return result;
    case 'rejected': {
      const failure = whileNew(user, result.failure, ports.clock.now());
      return { ...result, failure, ...ownRole(open.seen, failure, user.orgUnitPath) };
    }
  }
}

/** Google refuses changes to a user created moments ago, even by a super admin. This passes. */
const whileNew = (
  user: Pick<DirectoryUser, 'createdAt'>,
  failure: GoogleFailure,
  now: EpochMs,
): GoogleFailure =>
  failure.code === 'not-authorized' && isNew(user, now)
    ? { ...failure, code: 'user-not-ready' }
    : failure;

/** Google may already hold a password that is not confirmed. */
export const isInDoubt = (account: Account | undefined): boolean =>
  account !== undefined && account.candidates.length > 0;

/** Nothing is unconfirmed, and nobody is about to send a password. */
export const isSettled = (account: Account): boolean =>
  account.candidates.length === 0 && account.lease === undefined;

/** A user as Google has just shown them. */
type Shown = Pick<DirectoryUser, 'primaryEmail' | 'orgUnitPath'>;

/**
 * The confirmed password of a settled account, decrypted. If Google was just asked, the answer has the
 * address that Google gave: the stored one may belong to somebody else by now. The unit that Google gave
 * decides, too, how long the password is told.
 */
export async function livePassword(
  ports: UserPorts,
  account: Account | undefined,
  policy: Policy,
  user?: Shown,
): Promise<LivePassword | PasswordFailure> {
  const drift = account?.drift;
  return drift ? { kind: 'drifted', drift } : storedPassword(ports, account, policy, user);
}

/** As `livePassword`, even if somebody else has changed the password at Google: not to be told to anybody. */
export async function storedPassword(
  ports: UserPorts,
  account: Account | undefined,
  policy: Policy,
  user?: Shown,
): Promise<LivePassword | PasswordFailure> {
  const opened = await openedPassword(ports, account, policy, user);
  if (opened.kind === 'sealed') throw new Error('A stored password cannot be decrypted.');
  return opened;
}

/** A password that is stored, or why it can't be opened. `sealed`: nobody can open it any more. */
type OpenedPassword =
  | LivePassword
  | Extract<PasswordFailure, { kind: 'no-password' | 'retention-over' }>
  | { readonly kind: 'sealed' };

/** The same, also if it can't be opened. */
export async function openedPassword(
  ports: Pick<UserPorts, 'accounts' | 'cipher' | 'clock'>,
  account: Account | undefined,
  policy: Policy,
  user?: Shown,
): Promise<OpenedPassword> {
  const current = account?.current;
  if (account === undefined || current === undefined) return { kind: 'no-password' };
  const { ciphertext } = current;
  const { orgUnitPath } = user ?? account;
  const isOver = (): boolean => isForgotten(current, policy, orgUnitPath, ports.clock.now());
  const over = { kind: 'retention-over', setAt: current.setAt } as const;
  if (ciphertext === undefined || isOver()) return over;
  const { userId } = account;
  const { primaryEmail } = user ?? account;
  const context = { userId, version: current.version };
  const password = await ports.cipher.decrypt(ciphertext, context);
  if (isOver()) return over; // its hours ended while it was opened
  if (password === undefined) return { kind: 'sealed' };
  const nextRotationAt = turnShown(account, policy, { orgUnitPath });
  const told = { ...account, current, primaryEmail };
  return { kind: 'live', account: told, password, nextRotationAt, change: 'none' };
}
