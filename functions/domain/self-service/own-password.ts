import { type Account } from '../account';
import {
  ensurePassword,
  issueTo,
  livePassword,
  type LivePassword,
} from '../passwords/issue-password';
import { type CallPorts, refusalOf } from '../passwords/managed-user';
import { ownRotationsLeft } from '../passwords/own-rotations';
import { type PasswordFailure } from '../passwords/password-failure';
import { type NotProved, type Proved, proveOf, type ProvePorts } from '../passwords/prove-password';
import { type DurationMs, durationMs, type EpochMs } from '../time';
import { findPerson, type NotLetIn, type Person } from './person';

/** Gives the person's password. Issues one first if there is none. */
export async function issueOwn(
  ports: CallPorts,
  person: Person,
): Promise<LivePassword | NotLetIn | PasswordFailure> {
  const managed = await findPerson(ports, person);
  return managed.kind === 'found' ? issueTo(ports, managed) : managed;
}

/** Gives the person's password. Issues none. */
export async function readOwn(
  ports: CallPorts,
  person: Person,
): Promise<LivePassword | NotLetIn | PasswordFailure> {
  const managed = await findPerson(ports, person);
  if (managed.kind !== 'found') return managed;
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
  const managed = await findPerson(ports, person);
  if (managed.kind !== 'found') return managed;
  const refused = refusalOf(managed);
  if (refused) return refused;
  const { policy } = managed.open;
  const mayAgain = (account: Account): boolean =>
    ownRotationsLeft(account, policy, begunAt).left > 0;
  const result = await ensurePassword(ports, managed, {
    wanted: (account) =>
      account?.current !== undefined && !isSetSince(account, begunAt) && mayAgain(account),
    ownRotation: true,
  });
  const isOld = result.kind === 'live' && result.change === 'none';
  const isNotTold = result.kind === 'drifted' || result.kind === 'retention-over';
  const untouched = isNotTold || (isOld && !isSetSince(result.account, begunAt));
  if (!untouched) return result;
  const { dayEnds } = ownRotationsLeft({}, policy, begunAt);
  return {
    kind: 'too-many-rotations',
    perDay: policy.selfService.rotationsPerDay,
    retryAfterMs: durationMs(dayEnds - begunAt),
  };
}

const isSetSince = ({ current }: Account, begunAt: EpochMs): boolean =>
  current !== undefined && current.setAt > begunAt;

/** Proves the person's password now, by a bind at Secure LDAP. */
export async function proveOwn(
  ports: ProvePorts,
  person: Person,
): Promise<Proved | NotProved | NotLetIn | PasswordFailure> {
  const namedAt = ports.clock.now();
  const managed = await findPerson(ports, person);
  return managed.kind === 'found' ? proveOf(ports, { managed, namedAt }) : managed;
}
