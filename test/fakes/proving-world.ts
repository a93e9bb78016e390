import { readLdapFiles } from '../../functions/domain/configuration/ldap-certificate';
import { saveSecureLdap } from '../../functions/domain/configuration/save-secure-ldap';
import { type Policy } from '../../functions/domain/configuration/policy';
import { GOOD } from '../fixtures/ldap-certificates';
import { crowdUser } from './crowd-google';
import { MANAGER, RotationWorld } from './rotation-world';

/** The moment of each bind, in order. */
export type ProvingWorld = RotationWorld & { readonly bindsAt: number[] };

/** Saves a certificate for Secure LDAP. */
export async function connectLdap(world: RotationWorld): Promise<void> {
  const read = readLdapFiles(GOOD, world.clock.now());
  if (read.kind === 'refused') throw new Error(read.message);
  const { keys, certificate } = read;
  await saveSecureLdap(world.ports(), { by: MANAGER, keys, certificate, bindName: 'email' });
}

/**
 * A deployment with `count` users who are not due, connected to a Secure LDAP that takes the passwords that
 * Google holds.
 */
export async function provingWorld(
  count: number,
  policy: Partial<Policy> = {},
): Promise<ProvingWorld> {
  const world = new RotationWorld();
  const bindsAt: number[] = [];
  await world.connect({ periodDays: 0, ...policy });
  await world.people(count);
  const ids = new Map<string, ReturnType<typeof crowdUser>['id']>();
  for (let number = 0; number < count; number += 1) {
    const { id, primaryEmail } = crowdUser(number);
    ids.set(primaryEmail, id);
  }
  world.ldap.arrived = () => {
    bindsAt.push(world.clock.now());
  };
  world.ldap.matches = (name, password) => {
    const id = ids.get(name);
    return id !== undefined && world.google.held.get(id) === password;
  };
  await connectLdap(world);
  return Object.assign(world, { bindsAt });
}
