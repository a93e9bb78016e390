import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type KeyVault } from '../../ports/key-vault';
import { type EpochMs } from '../time';
import { type Configuration } from './configuration';
import { DESTROY_KEYS_AFTER_MS, type KeyPlace, retire, sweepKeys } from './retired-keys';

export type LdapKeyPorts = {
  readonly configurations: ConfigurationStore;
  /** The vault of Secure LDAP's certificates and keys. */
  readonly ldapKeys: KeyVault;
  readonly clock: Clock;
};

/**
 * Secure LDAP's certificate and key, in their own vault. Those that were replaced are disabled once Google's
 * server accepts a connection: a bind, the last proof, needs somebody's password first.
 */
export const LDAP_KEY: KeyPlace = {
  inUse: ({ secureLdap }) => secureLdap?.keyVersion,
  retired: ({ retiredLdapKeyVersions = [] }) => retiredLdapKeyVersions,
  withRetired: ({ retiredLdapKeyVersions: _, ...rest }, versions) =>
    versions.length === 0 ? rest : { ...rest, retiredLdapKeyVersions: versions },
  isConnected: ({ secureLdap }) => secureLdap !== undefined,
  works: ({ secureLdap }) =>
    secureLdap?.verification.links.some(
      ({ id, state }) => id === 'ldap-connect' && state === 'ok',
    ) ?? false,
};

export const sweepLdapKeys = ({ configurations, ldapKeys, clock }: LdapKeyPorts): Promise<void> =>
  sweepKeys({ configurations, keys: ldapKeys, clock }, DESTROY_KEYS_AFTER_MS, LDAP_KEY);

/** The configuration with Secure LDAP turned off and its key retired. The same object if it was off. */
export function withoutSecureLdap(configuration: Configuration, now: EpochMs): Configuration {
  if (configuration.secureLdap === undefined) return configuration;
  const { secureLdap, ...rest } = retire(
    LDAP_KEY,
    configuration,
    [configuration.secureLdap.keyVersion],
    now,
  );
  return rest;
}

/**
 * Secure LDAP belongs to one Workspace. It is turned off when another one turns out to be connected: its
 * binds would say nothing about the passwords of that one.
 */
export function ofCustomer(configuration: Configuration, now: EpochMs): Configuration {
  const { secureLdap, customerId } = configuration;
  if (secureLdap === undefined || customerId === undefined) return configuration;
  if (secureLdap.customerId === customerId) return configuration;
  return secureLdap.customerId === undefined
    ? { ...configuration, secureLdap: { ...secureLdap, customerId } }
    : withoutSecureLdap(configuration, now);
}
