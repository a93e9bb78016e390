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
import { type DurationMs, durationMs, earlier, type EpochMs, later } from '../time';
import { findPerson, type NotLetIn, type Person } from './person';
import { type Beginning, type RotationsAtOnce } from './rotations-at-once';

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
 * a password that was stored after this call began, or one at once with it, is given as it is. An unconfirmed candidate
 * is settled, and counts only if the person asked for it.
 */
export const rotateOwn = (
  ports: CallPorts & { readonly atOnce: RotationsAtOnce },
  person: Person,
): Promise<LivePassword | TooManyRotations | NotLetIn | PasswordFailure> =>
  ports.atOnce.answer(
    person.email,
    () => beginning(ports, person),
    (begun) => rotateSince(begun, ports, person),
  );

async function rotateSince(
  begun: Beginning,
  ports: CallPorts,
  person: Person,
): Promise<LivePassword | TooManyRotations | NotLetIn | PasswordFailure> {
  const now = ports.clock.now();
  const managed = await findPerson(ports, person);
  if (managed.kind !== 'found') return managed;
  const refused = refusalOf(managed);
  if (refused) return refused;
  const { policy } = managed.open;
  const isNew = (account: Account): boolean => isSetSince(account, begun, ports.clock.now());
  const mayAgain = (account: Account): boolean => ownRotationsLeft(account, policy, now).left > 0;
  const result = await ensurePassword(ports, managed, {
    wanted: (account) => account?.current !== undefined && !isNew(account) && mayAgain(account),
    ownRotation: true,
  });
  const isOld = result.kind === 'live' && result.change === 'none';
  const isNotTold = result.kind === 'drifted' || result.kind === 'retention-over';
  const untouched = isNotTold || (isOld && !isNew(result.account));
  if (!untouched) return result;
  const { dayEnds } = ownRotationsLeft({}, policy, now);
  return {
    kind: 'too-many-rotations',
    perDay: policy.selfService.rotationsPerDay,
    retryAfterMs: durationMs(dayEnds - now),
  };
}

/**
 * The version of the person's password, before Google is asked who they are. Where the sign-in does not tell the id,
 * of every account that is stored under their address.
 */
async function beginning(
  { accounts, clock }: CallPorts,
  { email, googleId }: Person,
): Promise<Beginning> {
  const at = clock.now();
  const stored = await (googleId === undefined
    ? accounts.named([email.toLowerCase()])
    : accounts.readMany([userId(googleId)]));
  const versions = new Map(
    stored.accounts.map(({ userId: id, current }) => [id, current?.version ?? 0]),
  );
  return { at, versions };
}

/**
 * Whether this password was stored after a call began. The version tells it. A time alone does not: a password is dated
 * when Google accepts it, and stored some time after that. An account that was not found when the call began was new, or
 * stored under another address. Then whatever was set a lease before the call, or later, counts as stored since: it may
 * have been. A time that has not come yet was written by a clock that ran ahead, and tells nothing.
 */
function isSetSince({ userId: id, current }: Account, begun: Beginning, now: EpochMs): boolean {
  if (current === undefined) return false;
  const version = begun.versions.get(id);
  if (version !== undefined) return current.version > version;
  const since = earlier(begun.at, TIMING.leaseMs);
  return current.setAt > since && current.setAt <= later(now, TIMING.clockSkewMs);
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
