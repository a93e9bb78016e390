import { mapAtOnce } from '../at-once';
import { isTenantFailure } from '../configuration/circuit';
import { hasTurns } from '../configuration/policy-by-unit';
import { type GoogleFailure, isQuotaFailure } from '../google-failure';
import { openDirectory, type UserPorts } from '../passwords/managed-user';
import { type PasswordFailure } from '../passwords/password-failure';
import { type SkipReason } from '../run-met';
import { type EpochMs } from '../time';
import { type Entry } from './entry';
import { Listing } from './listing';
import { newRun, type Run } from './run';
import { expectedOf, type RunViewPorts, secondsForRun } from './run-view';
import { takeUsers } from './sources';
import { identify, type Standing } from './standing';

export type ForecastPorts = UserPorts & RunViewPorts;

/** Why a user would be skipped; `no-answer`: Google does not say who it is. */
export type ExcludedBy = SkipReason | 'no-answer';

/**
 * What a run would do. `exact`: all users were checked. Otherwise time ran out: `users` counts the rest as if
 * none were skipped, or leaves it out for a unit and for users without a password.
 */
export type Forecast = {
  readonly kind: 'forecast';
  readonly users: number;
  readonly excluded: Readonly<Partial<Record<ExcludedBy, number>>>;
  readonly estimatedSeconds: number;
  readonly exact: boolean;
};

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
  const count = new Count();
  let failure: GoogleFailure | undefined;
  const ask = async (entry: Entry): Promise<void> => {
    if (failure || !count.isNew(entry.key)) return;
    const place = { run, configuration, directory };
    failure ??= count.add((await identify(ports, place, entry)).standing);
  };
  while (run.cursor?.source !== 'end' && ports.clock.now() < until) {
    const taken = await takeUsers(ports, run, AT_A_TIME, looking);
    if (taken.kind === 'failed') failure = taken.failure;
    else await mapAtOnce(ASKED_AT_ONCE, taken.value.entries, ask);
    if (failure) return { kind: 'google-failed', failure };
    if (taken.kind === 'ok') run = { ...run, cursor: taken.value.next };
  }
  const exact = run.cursor?.source === 'end';
  if (run.scope === 'due' && turns) count.waiting(await ports.accounts.countDated('heldTurn'));
  const { excluded } = count;
  const left = exact ? 0 : await expectedOf(ports, run, { met: count.seen, stillDue: count.seen });
  const users = count.users + (left ?? 0);
  const estimatedSeconds = await secondsForRun(ports, users);
  return { kind: 'forecast', users, excluded, estimatedSeconds, exact };
}

/** Counts each user once: a sweep finds users who were listed. */
class Count {
  users = 0;
  readonly excluded: Partial<Record<ExcludedBy, number>> = {};
  readonly #ids = new Set<string>();

  get seen(): number {
    return this.users + Object.values(this.excluded).reduce((sum, count) => sum + count, 0);
  }

  isNew(id: string): boolean {
    return this.#ids.size < this.#ids.add(id).size;
  }

  /** Returns a failure that concerns all users. */
  add(standing: Standing): GoogleFailure | undefined {
    if (standing.kind === 'unknown') {
      const { failure } = standing;
      if (isTenantFailure(failure) || isQuotaFailure(failure)) return failure;
      this.#exclude(failure.code === 'user-not-found' ? failure.code : 'no-answer');
    } else if (standing.kind === 'give' && standing.since !== undefined) this.users += 1;
    else if (standing.kind === 'skipped') this.#exclude(standing.code);
    else if (standing.kind === 'unreadable') this.#exclude('no-answer');
    return undefined;
  }

  /** Users whose rotation already waits for devices: they are not due. */
  waiting(users: number): void {
    if (users > 0) this.excluded.devices = (this.excluded.devices ?? 0) + users;
  }

  #exclude(reason: ExcludedBy): void {
    this.excluded[reason] = (this.excluded[reason] ?? 0) + 1;
  }
}
