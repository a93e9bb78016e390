import { ldapIdentities } from '../../functions/adapters/ldap-identities';
import { type Configuration } from '../../functions/domain/configuration/configuration';
import { readLdapFiles } from '../../functions/domain/configuration/ldap-certificate';
import { saveSecureLdap } from '../../functions/domain/configuration/save-secure-ldap';
import { type VerificationLink } from '../../functions/domain/configuration/verification';
import { type LdapLinkId, type SecureLdap } from '../../functions/domain/configuration/secure-ldap';
import { GOOD, type Pair } from '../fixtures/ldap-certificates';
import { FakeLdap } from './fake-ldap';
import { ManualClock } from './manual-clock';
import { MemoryConfigurationStore } from './memory-configuration-store';
import { MemoryKeyVault } from './memory-key-vault';

/** The configuration, the vault of Secure LDAP and Google's server, in memory. */
export class LdapWorld {
  readonly clock = new ManualClock();
  readonly configurations = new MemoryConfigurationStore();
  readonly ldapKeys = new MemoryKeyVault();
  readonly ldap = new FakeLdap();
  #ids = 0;

  ports() {
    return {
      configurations: this.configurations,
      ldapKeys: this.ldapKeys,
      ldapIdentities: ldapIdentities(this.ldapKeys),
      prover: this.ldap,
      clock: this.clock,
      newId: () => `id-${(this.#ids += 1)}`,
    };
  }

  async save(pair: Pair = GOOD): Promise<SecureLdap> {
    const read = readLdapFiles(pair, this.clock.now());
    if (read.kind === 'refused') throw new Error(read.message);
    await saveSecureLdap(this.ports(), {
      by: 'system-management@example.com',
      keys: read.keys,
      certificate: read.certificate,
      bindName: 'email',
    });
    return this.saved();
  }

  saved(): SecureLdap {
    const { secureLdap } = this.configurations.peek();
    if (secureLdap === undefined) throw new Error('Secure LDAP is off.');
    return secureLdap;
  }

  link(wanted: LdapLinkId): VerificationLink<LdapLinkId> | undefined {
    return this.saved().verification.links.find(({ id }) => id === wanted);
  }

  /** The state of each link, in the order of the chain. */
  states(): string {
    return this.saved()
      .verification.links.map(({ state }) => state)
      .join(' ');
  }

  /** The types of the events about Secure LDAP, with their days. */
  events(): string[] {
    return this.configurations.events
      .filter(({ type }) => type.startsWith('secure-ldap.'))
      .map(({ type, at }) => `${type} ${new Date(at).toISOString().slice(0, 10)}`);
  }

  change(change: (configuration: Configuration) => Configuration): Promise<void> {
    return this.configurations.transact((current) => ({
      write: change(current),
      result: undefined,
    }));
  }
}
