import {
  type Configuration,
  type FormerActor,
  serviceAccountOf,
} from '../configuration/configuration';
import { DAY_MS, durationMs, earlier, type EpochMs } from '../time';

/** An activity may be reported two days late, and is read within a day of that. */
const KEPT_MS = durationMs(4 * DAY_MS);

/** The addresses under which our calls appear in Google's log, in lower case. */
export const actorsOf = (configuration: Configuration): ReadonlySet<string> =>
  new Set(
    [
      ...presentActors(configuration),
      ...(configuration.formerActors ?? []).map(({ address }) => address),
    ].map((address) => address.toLowerCase()),
  );

/** What a connection that ends leaves behind: its calls of the last days are ours, too. */
export function withFormerActors(
  configuration: Configuration,
  now: EpochMs,
): { readonly formerActors?: readonly FormerActor[] } {
  const { formerActors = [] } = configuration;
  const ended = presentActors(configuration);
  const kept = formerActors.filter(
    ({ address, until }) => until >= earlier(now, KEPT_MS) && !ended.includes(address),
  );
  const all = [...kept, ...ended.map((address) => ({ address, until: now }))];
  return all.length > 0 ? { formerActors: all } : {};
}

function presentActors({ connection }: Configuration): string[] {
  if (connection === undefined) return [];
  const { adminUsername } = connection;
  return [...(adminUsername === undefined ? [] : [adminUsername]), serviceAccountOf(connection)];
}
