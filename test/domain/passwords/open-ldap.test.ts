import { removeSecureLdap } from '../../../functions/domain/configuration/save-secure-ldap';
import { openLdap } from '../../../functions/domain/passwords/bind-user';
import { LdapWorld } from '../../fakes/ldap-world';
import { OTHER } from '../../fixtures/ldap-certificates';

let world: LdapWorld;
beforeEach(async () => {
  world = new LdapWorld();
  await world.save();
});
const open = (seen = world.configurations.peek()) => openLdap(world.ports(), seen);

describe('the certificate and the key to bind with', () => {
  it('are the new ones if they were replaced since the configuration was read', async () => {
    const seen = world.configurations.peek();
    await world.save(OTHER);
    expect(await world.ldapKeys.read(seen.secureLdap?.keyVersion ?? '')).toBeUndefined();
    expect(await open(seen)).toMatchObject({
      secureLdap: { keyVersion: '2' },
      identity: { certificate: OTHER.certificate },
    });
  });

  it('are none if Secure LDAP was turned off since then', async () => {
    const seen = world.configurations.peek();
    await removeSecureLdap(world.ports(), { by: 'system-management@example.com' });
    expect(await open(seen)).toBe('off');
  });

  it('are unreadable only if those of the stored configuration are', async () => {
    await world.ldapKeys.disable('1');
    expect(await open()).toBe('no-pair');
  });
});
