import { type WorkspaceUser } from '../user';
import { type Entry } from './filter';

/** What Google's LDAP directory tells of a user. Nothing of a password. */
export function entryOf(user: WorkspaceUser): Entry {
  const [local = '', domain = ''] = user.primaryEmail.split('@');
  const number = String(10_000 + (Number(user.id.slice(-9)) % 2_000_000_000));
  const attributes: Readonly<Record<string, readonly string[]>> = {
    objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson', 'posixAccount'],
    uid: [local],
    googleUid: [local],
    posixUid: [`${local}_${domain.replaceAll('.', '_')}`],
    cn: [local],
    sn: [user.familyName],
    givenName: [user.givenName],
    displayName: [`${user.givenName} ${user.familyName}`],
    mail: [user.primaryEmail],
    uidNumber: [number],
    gidNumber: [number],
    homeDirectory: [`/home/${local}`],
    loginShell: ['/bin/bash'],
  };
  return new Map(
    Object.entries(attributes).map(([name, values]) => [name.toLowerCase(), { name, values }]),
  );
}
