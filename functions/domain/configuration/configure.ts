import { actAsSame, type ActsAs, type Configuration, type Credential } from './configuration';
import { withFormerActors } from '../drift/actors';
import { type PasswordEvent } from '../event';
import {
  DESTROY_KEYS_AFTER_MS,
  isRetired,
  keyVersionOf,
  retire,
  SERVICE_ACCOUNT_KEY,
  sweepKeys,
} from './retired-keys';
import { type Secret } from '../secret';
import { type ServiceAccountKey } from './service-account-key';
import { type EpochMs } from '../time';
import { type LdapKeyPorts, sweepLdapKeys, withoutSecureLdap } from './secure-ldap-keys';
import { verifyConfiguration, type VerifyConfigurationPorts } from './verify-configuration';

export type ConfigurePorts = VerifyConfigurationPorts & LdapKeyPorts;

/** Who requests a change, and the revisions that it may replace; none given: any. */
export type ChangeRequest = {
  readonly by: string;
  readonly expectedRevisions?: readonly number[];
  /** Called with the configuration as soon as it is written, before any further step that could fail. */
  readonly written?: (configuration: Configuration) => void;
};

/** The uploaded file as stored, with the fields read from it; or our own service account, without a key. */
export type NewCredential =
  | { readonly kind: 'key'; readonly file: Secret; readonly key: ServiceAccountKey }
  | { readonly kind: 'keyless'; readonly serviceAccount: string; readonly clientId: string };

/** The credential to sign in with from now on. `stored`: the existing one, which stays unchanged. */
export type CredentialChoice = NewCredential | { readonly kind: 'stored' };

export type Changed =
  | { readonly kind: 'changed'; readonly configuration: Configuration }
  /** Another change came first: nothing was changed. */
  | { readonly kind: 'stale' };

/** `no-credential`: the stored credential was to stay, but there is none. Nothing was changed. */
export type Saved = Changed | { readonly kind: 'no-credential' };

/**
 * Saves a connection, then verifies it. The key goes into the vault first, then one write points at it. So a
 * kill at any point leaves either the old connection or the new one, complete, and the next save or
 * verification retires a key that nothing points at. The replaced key is disabled only once the new one
 * verifies. If the stored credential stays, no key is added or replaced.
 */
export async function saveConnection(
  ports: ConfigurePorts,
  request: ChangeRequest & {
    readonly actsAs: ActsAs;
    readonly credential: CredentialChoice;
  },
): Promise<Saved> {
  const known = await ports.configurations.read();
  if (isStale(known, request)) return { kind: 'stale' };
  const saved = await pointAtNew(ports, request);
  if (saved.kind === 'stale') {
    await sweepKeys(ports, DESTROY_KEYS_AFTER_MS);
    return saved;
  }
  if (saved.kind === 'no-credential') return saved;
  request.written?.(saved.configuration);
  const verified = await verifyConfiguration(ports);
  return verified.kind === 'verified'
    ? { kind: 'changed', configuration: verified.configuration }
    : saved;
}

async function pointAtNew(
  ports: ConfigurePorts,
  request: Parameters<typeof saveConnection>[1],
): Promise<Saved> {
  const { configurations, clock, newId } = ports;
  for (;;) {
    const kept = await keep(ports, request.credential);
    const now = clock.now();
    const event = changedEvent(newId(), now);
    const outcome = await configurations.transact<Saved | 'retired'>((current) => {
      if (isStale(current, request)) return { result: { kind: 'stale' } };
      const credential = kept ?? current.connection?.credential;
      if (credential === undefined) return { result: { kind: 'no-credential' } };
      const connection = { ...request.actsAs, credential };
      const newKey = kept && keyVersionOf({ connection });
      if (newKey !== undefined && isRetired(SERVICE_ACCOUNT_KEY, current, newKey))
        return { result: 'retired' };
      const replaced = kept ? [keyVersionOf(current)] : [];
      const {
        verification: _,
        customerId,
        ...rest
      } = retire(SERVICE_ACCOUNT_KEY, current, replaced, now);
      const same = !kept && actAsSame(current.connection, request.actsAs);
      // Without delegation, calls reach no other customer than the given one.
      const stays = same || request.actsAs.customerId === customerId;
      const next = {
        ...rest,
        ...(stays && customerId !== undefined ? { customerId } : {}),
        ...withFormerActors(current, now),
        ...edited(current, request, now),
        connection,
        connectedAt: now,
      };
      return { write: next, events: [event], result: { kind: 'changed', configuration: next } };
    });
    if (outcome !== 'retired') return outcome;
    // A sweep retired the new key as a leftover. The next round adds it under another name.
  }
}

/** Adds a new key to the vault. Returns the credential for the document; undefined: the old one stays. */
async function keep(
  { keys, clock }: ConfigurePorts,
  credential: CredentialChoice,
): Promise<Credential | undefined> {
  if (credential.kind === 'stored') return undefined;
  if (credential.kind === 'keyless') return credential;
  const { clientId, clientEmail, projectId, keyId } = credential.key;
  const keyVersion = await keys.add(credential.file);
  const uploadedAt = clock.now();
  return { kind: 'key', keyVersion, clientId, clientEmail, projectId, keyId, uploadedAt };
}

/**
 * Removes the connection and Secure LDAP, then destroys every version of their keys. Passwords and policy
 * stay. After a kill in between, the next call of any kind destroys the rest.
 */
export async function disconnect(ports: ConfigurePorts, request: ChangeRequest): Promise<Changed> {
  const { configurations, keys, clock, newId } = ports;
  const listed = await keys.list();
  const now = clock.now();
  const event = changedEvent(newId(), now);
  const outcome = await configurations.transact<Changed>((current) => {
    if (isStale(current, request)) return { result: { kind: 'stale' } };
    const held = listed.filter(({ state }) => state !== 'destroyed').map(({ version }) => version);
    const versions = [keyVersionOf(current), ...held];
    const retired = retire(SERVICE_ACCOUNT_KEY, withoutSecureLdap(current, now), versions, now);
    if (current.connection === undefined && current.secureLdap === undefined) {
      return { write: retired, result: { kind: 'changed', configuration: retired } };
    }
    const {
      connection: _,
      connectedAt: __,
      verification: ___,
      customerId: ____,
      ...rest
    } = retired;
    const actors = withFormerActors(current, now);
    const next = { ...rest, ...actors, ...edited(current, request, now), disconnectedAt: now };
    return { write: next, events: [event], result: { kind: 'changed', configuration: next } };
  });
  if (outcome.kind === 'stale') return outcome;
  request.written?.(outcome.configuration);
  const gone = listed.filter(({ state }) => state === 'destroyed').map(({ version }) => version);
  for (const { version } of outcome.configuration.retiredKeyVersions) {
    if (!gone.includes(version)) await keys.destroy(version);
  }
  await sweepLdapKeys(ports);
  return outcome;
}

export const isStale = (
  { revision }: Configuration,
  { expectedRevisions }: ChangeRequest,
): boolean => expectedRevisions !== undefined && !expectedRevisions.includes(revision);

export const edited = (
  { revision }: Configuration,
  { by }: ChangeRequest,
  now: EpochMs,
): Pick<Required<Configuration>, 'updatedAt' | 'updatedBy' | 'revision'> => ({
  updatedAt: now,
  updatedBy: by,
  revision: revision + 1,
});

export const changedEvent = (id: string, at: EpochMs): PasswordEvent => ({
  id,
  type: 'configuration.changed',
  at,
});
