import { type Secret } from '../secret';
import { connectedCustomer } from './configuration';
import { changedEvent, type Changed, type ChangeRequest, edited, isStale } from './configure';
import { isRetired, retire } from './retired-keys';
import { type BindName, type SecureLdap, type LdapCertificate } from './secure-ldap';
import { LDAP_KEY, type LdapKeyPorts, sweepLdapKeys, withoutSecureLdap } from './secure-ldap-keys';
import { ldapChain } from './ldap-chain';
import { verifySecureLdap, type VerifyLdapPorts } from './verify-secure-ldap';

export type SaveLdapPorts = LdapKeyPorts & VerifyLdapPorts;

export type SaveLdapRequest = ChangeRequest & {
  /** The certificate and the private key, as `readLdapFiles` gives them. */
  readonly keys: Secret;
  readonly certificate: LdapCertificate;
  readonly bindName: BindName;
};

/**
 * Saves the connection to Secure LDAP, then verifies it. As with the service account key, certificate and key
 * go into the vault first, then one write points at them: a kill at any point leaves either the old pair or
 * the new one, and the next save, check or tick retires a pair that nothing points at.
 */
export async function saveSecureLdap(
  ports: SaveLdapPorts,
  request: SaveLdapRequest,
): Promise<Changed> {
  const known = await ports.configurations.read();
  if (isStale(known, request)) return { kind: 'stale' };
  const saved = await pointAtNew(ports, request);
  if (saved.kind === 'stale') {
    await sweepLdapKeys(ports);
    return saved;
  }
  request.written?.(saved.configuration);
  const verified = await verifySecureLdap(ports);
  return verified.kind === 'verified'
    ? { kind: 'changed', configuration: verified.configuration }
    : saved;
}

async function pointAtNew(ports: SaveLdapPorts, request: SaveLdapRequest): Promise<Changed> {
  const { configurations, ldapKeys, clock, newId } = ports;
  for (;;) {
    const keyVersion = await ldapKeys.add(request.keys);
    const now = clock.now();
    const event = changedEvent(newId(), now);
    const outcome = await configurations.transact<Changed | 'retired'>((current) => {
      if (isStale(current, request)) return { result: { kind: 'stale' } };
      if (isRetired(LDAP_KEY, current, keyVersion)) return { result: 'retired' };
      const customerId = connectedCustomer(current);
      const saved = { ...request.certificate, keyVersion, bindName: request.bindName };
      const unchecked = { ...saved, uploadedAt: now, binds: { worked: false } };
      const secureLdap: SecureLdap = {
        ...unchecked,
        verification: ldapChain(unchecked, undefined, now),
        ...(customerId === undefined ? {} : { customerId }),
      };
      const retired = retire(LDAP_KEY, current, [current.secureLdap?.keyVersion], now);
      const next = { ...retired, ...edited(current, request, now), secureLdap };
      return { write: next, events: [event], result: { kind: 'changed', configuration: next } };
    });
    if (outcome !== 'retired') return outcome;
    // A sweep retired the new pair as a leftover. The next round adds it under another name.
  }
}

/**
 * Turns Secure LDAP off, then destroys every version of its key. After a kill in between, the next call of
 * any kind destroys the rest.
 */
export async function removeSecureLdap(
  ports: SaveLdapPorts,
  request: ChangeRequest,
): Promise<Changed> {
  const { configurations, clock, newId } = ports;
  const now = clock.now();
  const event = changedEvent(newId(), now);
  const outcome = await configurations.transact<Changed>((current) => {
    if (isStale(current, request)) return { result: { kind: 'stale' } };
    if (current.secureLdap === undefined) {
      return { result: { kind: 'changed', configuration: current } };
    }
    const next = { ...withoutSecureLdap(current, now), ...edited(current, request, now) };
    return { write: next, events: [event], result: { kind: 'changed', configuration: next } };
  });
  if (outcome.kind === 'stale') return outcome;
  request.written?.(outcome.configuration);
  await sweepLdapKeys(ports);
  return outcome;
}
