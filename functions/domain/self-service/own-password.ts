import { type Account, userId } from '../account';
import {
  ensurePassword,
  issueTo,
  livePassword,
  type LivePassword,
} from '../passwords/issue-password';
import { type CallPorts, type ManagedUser, refusalOf } from '../passwords/managed-user';
import { ownRotationsLeft } from '../passwords/own-rotations';
import { type PasswordFailure } from '../passwords/password-failure';
import {
  type NotProved,
  type Proved,
  type ProvePorts,
  proveToSelf,
} from '../passwords/prove-password';
import { TIMING } from '../passwords/timing';
import { type DurationMs, durationMs, type EpochMs, later } from '../time';
import { findPerson, type NotLetIn, type Person } from './person';

/** Gives the person's password. Issues one first if there is none. */
export async function issueOwn(
  ports: CallPorts,
  person: Person,
): Promise<LivePassword | NotLetIn | PasswordFailure> {
  const managed = await findPerson(ports, person);
  return managed.kind === 'found' ? issueTo(ports, managed) : managed;
}

/** Gives the password of a person whom `findPerson` has found. Issues none. */
export async function readOwn(
  ports: CallPorts,
  managed: ManagedUser,
): Promise<LivePassword | PasswordFailure> {
  const refused = refusalOf(managed);
  if (refused) return refused;
  const { account, user, open } = managed;
  if (account === undefined || account.drift) {
    return livePassword(ports, account, open.policy, user);
  }
  return ensurePassword(ports, managed, { wanted: () => false });
}

/** No more new passwords until the day ends. Nothing was changed. */
export type TooManyRotations = {
  readonly kind: 'too-many-rotations';
  readonly perDay: number;
  readonly retryAfterMs: DurationMs;
};

/**
 * Replaces the person's password, as often as the policy allows a day. Two calls at once end with one version:
 * a password that Google accepted after this call began is given as it is. An unconfirmed candidate is settled,
 * and counts only if the person asked for it.
 */
export async function rotateOwn(
  ports: CallPorts,
  person: Person,
): Promise<LivePassword | TooManyRotations | NotLetIn | PasswordFailure> {
  const begunAt = ports.clock.now();
  const version = await storedVersion(ports, person);
  const managed = await findPerson(ports, person);
  if (managed.kind !== 'found') return managed;
  const refused = refusalOf(managed);
  if (refused) return refused;
  const { policy } = managed.open;
  const isNew = (account: Account): boolean =>
    isSetSince(account, { at: begunAt, version }, ports.clock.now());
  const mayAgain = (account: Account): boolean =>
    ownRotationsLeft(account, policy, begunAt).left > 0;
  const result = await ensurePassword(ports, managed, {
    wanted: (account) => account?.current !== undefined && !isNew(account) && mayAgain(account),
    ownRotation: true,
  });
  const isOld = result.kind === 'live' && result.change === 'none';
  const isNotTold = result.kind === 'drifted' || result.kind === 'retention-over';
  const untouched = isNotTold || (isOld && !isNew(result.account));
  if (!untouched) return result;
  const { dayEnds } = ownRotationsLeft({}, policy, begunAt);
  return {
    kind: 'too-many-rotations',
    perDay: policy.selfService.rotationsPerDay,
    retryAfterMs: durationMs(dayEnds - begunAt),
  };
}

/** When a call began, and the version that was stored then; undefined: not known. */
type Beginning = { readonly at: EpochMs; readonly version: number | undefined };

/** The version of the person's password, before Google is asked. Known where the sign-in tells the id; 0: there is none. */
async function storedVersion(
  { accounts }: CallPorts,
  { googleId }: Person,
): Promise<number | undefined> {
  if (googleId === undefined) return undefined;
  const account = await accounts.read(userId(googleId));
  return account?.current?.version ?? 0;
}

/**
 * Whether this password came after a call began. The version tells it best: Google accepts a password some time before
 * that is stored. A time that has not come yet was written by a clock that ran ahead, and tells nothing.
 */
function isSetSince({ current }: Account, begun: Beginning, now: EpochMs): boolean {
  if (current === undefined) return false;
  if (begun.version !== undefined) return current.version > begun.version;
  return current.setAt > begun.at && current.setAt <= later(now, TIMING.clockSkewMs);
}

/** Proves the person's password now, by a bind at Secure LDAP: a few times a minute. */
export async function proveOwn(
  ports: ProvePorts,
  person: Person,
): Promise<Proved | NotProved | NotLetIn | PasswordFailure> {
  const namedAt = ports.clock.now();
  const managed = await findPerson(ports, person);
  return managed.kind === 'found' ? proveToSelf(ports, { managed, namedAt }) : managed;
}
