import { mapAtOnce } from '../at-once';
import { isTenantFailure } from '../configuration/circuit';
import { type GoogleFailure, isQuotaFailure } from '../google-failure';
import { openDirectory, type UserPorts } from '../passwords/managed-user';
import { type PasswordFailure } from '../passwords/password-failure';
import { type SkipReason } from '../run-met';
import { type EpochMs } from '../time';
import { type Entry } from './entry';
import { Listing } from './listing';
import { identify } from './standing';
import { newRun, type Run } from './run';
import { type RunPorts } from './run-ports';
import { expectedOf, type RunViewPorts, secondsForRun } from './run-view';
import { takeUsers } from './sources';

export type ForecastPorts = UserPorts & RunViewPorts & Pick<RunPorts, 'accounts' | 'runs'>;

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
  const startedAt = ports.clock.now();
  let run = newRun({ ...begin, runId: 'forecast', startedBy: by, startedAt });
  const { directory } = open;
  const turns = open.policy.periodDays > 0;
  const looking = { listing: new Listing(ports.clock), directory, turns, until };
  const count = new Count(ports, { ...open, configuration: open.seen, run });
  const goOn = (): boolean => ports.clock.now() < until;
  while (run.cursor?.source !== 'end' && goOn()) {
    const taken = await takeUsers(ports, run, AT_A_TIME, looking);
    const failure = taken.kind === 'failed' ? taken.failure : await count.all(taken.value.entries);
    if (failure) return { kind: 'google-failed', failure };
    if (taken.kind === 'ok') run = { ...run, cursor: taken.value.next };
  }
  const exact = run.cursor?.source === 'end';
  const { excluded } = count;
  const seen = { met: count.seen, stillDue: count.seen };
  const users = count.users + (exact ? 0 : ((await expectedOf(ports, run, seen)) ?? 0));
  const estimatedSeconds = await secondsForRun(ports, users);
  return { kind: 'forecast', users, excluded, estimatedSeconds, exact };
}

class Count {
  users = 0;
  readonly excluded: Partial<Record<ExcludedBy, number>> = {};
  readonly #ports: ForecastPorts;
  readonly #place: Parameters<typeof identify>[1];
  /** Counts each user once: a list may name one by two addresses, and a sweep finds users who were listed. */
  readonly #ids = new Set<string>();

  constructor(ports: ForecastPorts, place: Parameters<typeof identify>[1]) {
    this.#ports = ports;
    this.#place = place;
  }

  get seen(): number {
    return this.users + Object.values(this.excluded).reduce((sum, count) => sum + count, 0);
  }

  /** Returns a failure that concerns all users, if there is one. */
  async all(entries: readonly Entry[]): Promise<GoogleFailure | undefined> {
    let failure: GoogleFailure | undefined;
    await mapAtOnce(ASKED_AT_ONCE, entries, async (entry) => {
      if (failure || this.#isKnown(entry.key)) return;
      const { standing, userId } = await identify(this.#ports, this.#place, entry);
      if (userId !== undefined && userId !== entry.key && this.#isKnown(userId)) return;
      if (standing.kind === 'give') this.users += 1;
      else if (standing.kind === 'skip') this.#exclude(standing.reason);
      else if (standing.kind === 'unreadable') this.#exclude('no-answer');
      else if (standing.kind === 'failed') {
        const { code } = standing.failure;
        if (isTenantFailure(standing.failure) || isQuotaFailure(standing.failure)) {
          failure = standing.failure;
        } else this.#exclude(code === 'user-not-found' ? code : 'no-answer');
      }
    });
    return failure;
  }

  #isKnown(id: string): boolean {
    return this.#ids.size === this.#ids.add(id).size;
  }

  #exclude(reason: ExcludedBy): void {
    this.excluded[reason] = (this.excluded[reason] ?? 0) + 1;
  }
}
