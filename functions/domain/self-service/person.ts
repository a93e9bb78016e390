import { userId } from '../account';
import { addressKey } from '../address-key';
import { findManagedUser, type ManagedUser, type UserPorts } from '../passwords/managed-user';
import { type PasswordFailure } from '../passwords/password-failure';
import { type DirectoryUser } from '../user';

/** The person whom Identity-Aware Proxy vouches for, with the id of their Google account where it tells it. */
export type Person = { readonly email: string; readonly googleId?: string };

/**
 * Why a person is not let in. `switched-off`: by the policy. `not-this-person`: Google knows the address as a
 * further or former one of somebody, or gives it to another account than the one that signed in.
 */
export type NotLetIn = { readonly kind: 'switched-off' } | { readonly kind: 'not-this-person' };

/**
 * The user at Google who is this person. An address decides only as somebody's primary address: a further
 * address may have been another person's before.
 */
export async function findPerson(
  ports: UserPorts,
  person: Person,
): Promise<ManagedUser | NotLetIn | PasswordFailure> {
  const { policy } = await ports.configurations.read();
  if (!policy.selfService.enabled) return { kind: 'switched-off' };
  const managed = await findManagedUser(ports, person.email);
  if (managed.kind !== 'found') return managed;
  return isPerson(managed.user, person) ? managed : { kind: 'not-this-person' };
}

const isPerson = ({ id, primaryEmail }: DirectoryUser, { email, googleId }: Person): boolean =>
  addressKey(primaryEmail) === addressKey(email) &&
  (googleId === undefined || userId(googleId) === id);
