import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type KeyVault } from '../../ports/key-vault';
import { type Configuration, type RetiredKeyVersion } from './configuration';
import { DAY_MS, durationMs, type DurationMs, type EpochMs, until } from '../time';

export type KeySweepPorts = {
  readonly configurations: ConfigurationStore;
  readonly keys: KeyVault;
  readonly clock: Clock;
};

/** How long a replaced key stays, disabled, in case somebody needs it again. */
export const DESTROY_KEYS_AFTER_MS = durationMs(30 * DAY_MS);

/**
 * How long a retired version is remembered after the vault has forgotten it. A save that still runs with that
 * version must find it here; no request lasts that long.
 */
const REMEMBER_MS = DAY_MS;

/** What one vault's versions are in the configuration: each vault has a place of its own there. */
export type KeyPlace = {
  /** The version in use. */
  readonly inUse: (configuration: Configuration) => string | undefined;
  readonly retired: (configuration: Configuration) => readonly RetiredKeyVersion[];
  readonly withRetired: (
    configuration: Configuration,
    versions: readonly RetiredKeyVersion[],
  ) => Configuration;
  /** Whether retired versions are kept for a while: there is a connection that replaced them. */
  readonly isConnected: (configuration: Configuration) => boolean;
  /** Whether the version in use is known to work, so that those before it can be disabled. */
  readonly works: (configuration: Configuration) => boolean;
};

/** The service account key, in its vault. */
export const SERVICE_ACCOUNT_KEY: KeyPlace = {
  inUse: (configuration) => keyVersionOf(configuration),
  retired: ({ retiredKeyVersions }) => retiredKeyVersions,
  withRetired: (configuration, retiredKeyVersions) => ({ ...configuration, retiredKeyVersions }),
  isConnected: ({ connection }) => connection !== undefined,
  works: ({ verification }) => verification?.state === 'ok',
};

/** The key version that the connection points at; undefined: it has no key. */
export const keyVersionOf = ({
  connection,
}: Pick<Configuration, 'connection'>): string | undefined =>
  connection?.credential.kind === 'key' ? connection.credential.keyVersion : undefined;

export const isRetired = (
  place: KeyPlace,
  configuration: Configuration,
  version: string,
): boolean => place.retired(configuration).some((retired) => retired.version === version);

/** The configuration with these versions retired too, each once; the same object if they are already. */
export function retire(
  place: KeyPlace,
  configuration: Configuration,
  versions: readonly (string | undefined)[],
  now: EpochMs,
): Configuration {
  const added = [...new Set(versions)].filter(
    (version) => version !== undefined && !isRetired(place, configuration, version),
  ) as string[];
  if (added.length === 0) return configuration;
  return place.withRetired(configuration, [
    ...place.retired(configuration),
    ...added.map((version) => ({ version, retiredAt: now })),
  ]);
}

/**
 * Puts away key versions that no connection points at. A version is first retired in the document, and only
 * retired versions are disabled or destroyed. A save refuses to point at a retired version, so a version in
 * use is never lost, even if this runs during a save.
 *
 * Retired versions are disabled once the connection verifies. A later sweep destroys them, `destroyAfterMs`
 * after they were retired. Without a connection they are destroyed at once. Also finds what a dead save left
 * behind. Safe to kill and to repeat.
 */
export async function sweepKeys(
  { configurations, keys, clock }: KeySweepPorts,
  destroyAfterMs: DurationMs,
  place = SERVICE_ACCOUNT_KEY,
): Promise<void> {
  const held = (await keys.list()).filter(({ state }) => state !== 'destroyed');
  const now = clock.now();
  const versions = held.map(({ version }) => version);
  const configuration = await configurations.transact((current) => {
    const next = putAway(place, current, versions, now);
    return next === current ? { result: current } : { write: next, result: next };
  });
  for (const { version, state } of held) {
    const retired = place.retired(configuration).find((each) => each.version === version);
    if (!retired) continue;
    const old = state === 'disabled' && until(retired.retiredAt, now) >= destroyAfterMs;
    if (old || !place.isConnected(configuration)) await keys.destroy(version);
    else if (state === 'enabled' && place.works(configuration)) await keys.disable(version);
  }
}

/** Retires unused versions in the vault, and drops those long gone. The same object if nothing changes. */
function putAway(
  place: KeyPlace,
  current: Configuration,
  held: readonly string[],
  now: EpochMs,
): Configuration {
  const inUse = place.inUse(current);
  const orphans = held.filter((version) => version !== inUse);
  const next = retire(place, current, orphans, now);
  const all = place.retired(next);
  const kept = all.filter(
    ({ version, retiredAt }) => held.includes(version) || until(retiredAt, now) < REMEMBER_MS,
  );
  return kept.length === all.length ? next : place.withRetired(next, kept);
}
