import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type KeyVault } from '../../ports/key-vault';
import { type Configuration, type RetiredKeyVersion } from './configuration';
import { DAY_MS, type DurationMs, type EpochMs, until } from '../time';

export type KeySweepPorts = {
  readonly configurations: ConfigurationStore;
  readonly keys: KeyVault;
  readonly clock: Clock;
};

/**
 * For how long a retired version is remembered after the vault has forgotten it. A save that is still
 * under way with that version has to find it here; no request lives that long.
 */
const REMEMBER_MS = DAY_MS;

/** The version that the connection points at, if it has a key at all. */
export const keyVersionOf = ({
  connection,
}: Pick<Configuration, 'connection'>): string | undefined =>
  connection?.credential.kind === 'key' ? connection.credential.keyVersion : undefined;

export const isRetired = ({ retiredKeyVersions }: Configuration, version: string): boolean =>
  retiredKeyVersions.some((retired) => retired.version === version);

/** The list with these versions added, each once. */
export function retire(
  configuration: Configuration,
  versions: readonly string[],
  now: EpochMs,
): readonly RetiredKeyVersion[] {
  const added = versions.filter((version) => !isRetired(configuration, version));
  if (added.length === 0) return configuration.retiredKeyVersions;
  return [
    ...configuration.retiredKeyVersions,
    ...added.map((version) => ({ version, retiredAt: now })),
  ];
}

/**
 * Puts away key versions that no connection points at. A version is retired in the document first,
 * and only retired versions are ever touched; since a save refuses to point at a retired one, none
 * that is pointed at can be lost, however this runs beside a save.
 *
 * Retired versions are disabled once the connection verifies, and destroyed `destroyAfterMs` after
 * they were retired, by a later sweep; with no connection they are destroyed at once. Finds what a
 * save that died has left. Safe to kill and to repeat.
 */
export async function sweepKeys(ports: KeySweepPorts, destroyAfterMs: DurationMs): Promise<void> {
  const { configurations, keys, clock } = ports;
  const held = (await keys.list()).filter(({ state }) => state !== 'destroyed');
  const now = clock.now();
  const versions = held.map(({ version }) => version);
  const configuration = await configurations.transact((current) => {
    const next = putAway(current, versions, now);
    return next === current ? { result: current } : { write: next, result: next };
  });
  for (const { version, state } of held) {
    const retired = configuration.retiredKeyVersions.find((each) => each.version === version);
    if (!retired) continue;
    const old = state === 'disabled' && until(retired.retiredAt, now) >= destroyAfterMs;
    if (old || !configuration.connection) await keys.destroy(version);
    else if (state === 'enabled' && configuration.verification?.state === 'ok') {
      await keys.disable(version);
    }
  }
}

/** Retires what is held and not pointed at, and forgets what is long gone; the same object if nothing changes. */
function putAway(current: Configuration, held: readonly string[], now: EpochMs): Configuration {
  const inUse = keyVersionOf(current);
  const orphans = held.filter((version) => version !== inUse);
  const all = retire(current, orphans, now);
  const kept = all.filter(
    ({ version, retiredAt }) => held.includes(version) || until(retiredAt, now) < REMEMBER_MS,
  );
  const changed = all !== current.retiredKeyVersions || kept.length !== all.length;
  return changed ? { ...current, retiredKeyVersions: kept } : current;
}
