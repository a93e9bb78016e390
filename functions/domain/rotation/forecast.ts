import { mapAtOnce } from '../at-once';
import { isTenantFailure } from '../configuration/circuit';
import { hasTurns } from '../configuration/policy-by-unit';
import { type GoogleFailure, isQuotaFailure } from '../google-failure';
import { openDirectory, type UserPorts } from '../passwords/managed-user';
import { type PasswordFailure } from '../passwords/password-failure';
import { type EpochMs } from '../time';
import { type Entry } from '../runs/entry';
import { Listing } from '../runs/listing';
import { newRun, type Run } from '../runs/run';
import {
  type ExcludedBy,
  expectedOf,
  type Forecast,
  type RunViewPorts,
  secondsForRun,
} from '../runs/run-view';
import { takeUsers } from './sources';
import { identify, type Standing } from './standing';

export type ForecastPorts = UserPorts & RunViewPorts;

export type ForecastResult = Forecast | PasswordFailure;

const AT_A_TIME = 50;
const ASKED_AT_ONCE = 10;

/** Counts the users that a run would take in or skip, by its own rules. Changes nothing. */
export async function forecast(
  ports: ForecastPorts,
  { by, ...begin }: Pick<Run, 'kind' | 'scope'> & { readonly by: string },
  until: EpochMs,
): Promise<ForecastResult> {
  const open = await openDirectory(ports);
  if (open.kind !== 'open') return open;
  const { directory, policy, seen: configuration } = open;
  const startedAt = ports.clock.now();
  let run = newRun({ ...begin, runId: 'forecast', startedBy: by, startedAt });
  const turns = hasTurns(policy);
  const looking = { listing: new Listing(ports.clock), directory, turns, until };
  const asked = new Set<string>(); // keys: a sweep finds users who were listed
  const seen = new Map<string, ExcludedBy | 'taken'>(); // by user: a list may name one by several keys
  let failure: GoogleFailure | undefined;
  const ask = async (entry: Entry): Promise<void> => {
    if (failure || asked.has(entry.key)) return;
    asked.add(entry.key);
    const { standing, userId } = await identify(ports, { run, configuration, directory }, entry);
    if (standing.kind === 'unknown' && isEverybodys(standing.failure)) failure ??= standing.failure;
    const one = foreseen(standing);
    if (one) seen.set(userId ?? entry.key, one);
  };
  while (run.cursor?.source !== 'end' && ports.clock.now() < until) {
    const taken = await takeUsers(ports, run, AT_A_TIME, looking);
    if (taken.kind === 'failed') failure = taken.failure;
    else await mapAtOnce(ASKED_AT_ONCE, taken.value.entries, ask);
    if (failure) return { kind: 'google-failed', failure };
    if (taken.kind === 'ok') run = { ...run, cursor: taken.value.next };
  }
  const exact = run.cursor?.source === 'end';
  const counts: Partial<Record<ExcludedBy | 'taken', number>> = {};
  for (const one of seen.values()) counts[one] = (counts[one] ?? 0) + 1;
  const { taken = 0, ...excluded } = counts;
  const waiting = run.scope === 'due' && turns ? await ports.accounts.countDated('heldTurn') : 0;
  if (waiting > 0) excluded.devices = (excluded.devices ?? 0) + waiting; // for devices: not due
  const left = exact ? 0 : await expectedOf(ports, run, { met: seen.size, stillDue: seen.size });
  const users = taken + (left ?? 0);
  const estimatedSeconds = await secondsForRun(ports, users);
  return { kind: 'forecast', users, excluded, estimatedSeconds, exact };
}

const isEverybodys = (failure: GoogleFailure): boolean =>
  isTenantFailure(failure) || isQuotaFailure(failure);

/** Why the run would skip a user, or that it would take the user in; undefined: neither. */
function foreseen(standing: Standing): ExcludedBy | 'taken' | undefined {
  if (standing.kind === 'unknown') {
    return standing.failure.code === 'user-not-found' ? 'user-not-found' : 'no-answer';
  }
  if (standing.kind === 'give') return standing.since === undefined ? undefined : 'taken';
  if (standing.kind === 'unreadable') return 'no-answer';
  return standing.kind === 'skipped' ? standing.code : undefined;
}
