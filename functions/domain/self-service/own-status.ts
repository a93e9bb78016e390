import { type Account } from '../account';
import { type Network } from '../networks/network';
import { type UserPorts } from '../passwords/managed-user';
import { turnShown } from '../passwords/due';
import { ownRotationsLeft } from '../passwords/own-rotations';
import { type PasswordFailure } from '../passwords/password-failure';
import { isForgotten } from '../passwords/retention';
import { type EpochMs } from '../time';
import { type DirectoryUser, refusal, type Refusal } from '../user';
import { findPerson, type NotLetIn, type Person } from './person';

/** What a person may know of their own password, without the password. */
export type OwnStatus = {
  readonly kind: 'status';
  readonly user: DirectoryUser;
  readonly account: Account | undefined;
  /** Why this person is not given a password; absent: they are. */
  readonly refusal: Refusal | undefined;
  /** The stored copy of the password is gone, as the policy says, so it can't be shown. */
  readonly isForgotten: boolean;
  /** When the schedule makes a new password next; undefined: never. */
  readonly nextRotationAt: EpochMs | undefined;
  /** The networks that profiles are made for. */
  readonly networks: readonly Network[];
  /** How many more new passwords the person may make today. */
  readonly rotationsLeft: number;
};

/** The state of the person's password. Changes nothing. */
export async function ownStatus(
  ports: UserPorts,
  person: Person,
): Promise<OwnStatus | NotLetIn | PasswordFailure> {
  const managed = await findPerson(ports, person);
  if (managed.kind !== 'found') return managed;
  const { user, account, open } = managed;
  const { policy } = open;
  const now = ports.clock.now();
  return {
    kind: 'status',
    user,
    account,
    refusal: refusal(user, open.adminUsername, policy),
    isForgotten:
      account?.current !== undefined && isForgotten(account.current, policy, user.orgUnitPath, now),
    nextRotationAt: turnShown(account, policy, user),
    networks: open.seen.networks ?? [],
    rotationsLeft: ownRotationsLeft(account ?? {}, policy, now).left,
  };
}
