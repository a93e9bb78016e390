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
 * How long a retired version is remembered after the vault has forgotten it. A save that still runs with that
 * version must find it here; no request lasts that long.
 */
const REMEMBER_MS = DAY_MS;

/** The key version that the connection points at; undefined: it has no key. */
export const keyVersionOf = ({
  connection,
}: Pick<Configuration, 'connection'>): string | undefined =>
  connection?.credential.kind === 'key' ? connection.credential.keyVersion : undefined;

export const isRetired = ({ retiredKeyVersions }: Configuration, version: string): boolean =>
  retiredKeyVersions.some((retired) => retired.version === version);

/** The retired versions with these added, each once. */
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
 * Puts away key versions that no connection points at. A version is first retired in the document, and only
 * retired versions are disabled or destroyed. A save refuses to point at a retired version, so a version in
 * use is never lost, even if this runs during a save.
 *
 * Retired versions are disabled once the connection verifies. A later sweep destroys them, `destroyAfterMs`
 * after they were retired. Without a connection they are destroyed at once. Also finds what a dead save left
 * behind. Safe to kill and to repeat.
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

/** Retires unused versions in the vault, and drops those long gone. The same object if nothing changes. */
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
