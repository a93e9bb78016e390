import {
  type Configuration,
  type FormerActor,
  serviceAccountOf,
} from '../configuration/configuration';
import { TIMING } from '../passwords/timing';
import { DAY_MS, durationMs, earlier, type EpochMs, later, latest } from '../time';

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

/** When a call by one of these former actors could last arrive; undefined: none of them is a former one. */
export function lastCallOf(
  { formerActors = [] }: Configuration,
  addresses: readonly string[],
): EpochMs | undefined {
  const ended = formerActors
    .filter(({ address }) => addresses.includes(address.toLowerCase()))
    .map(({ until }) => later(until, TIMING.orphanArrivalMs));
  return ended.reduce<EpochMs | undefined>((last, at) => latest(last, at), undefined);
}

function presentActors({ connection }: Configuration): string[] {
  if (connection === undefined) return [];
  const { adminUsername } = connection;
  return [...(adminUsername === undefined ? [] : [adminUsername]), serviceAccountOf(connection)];
}
