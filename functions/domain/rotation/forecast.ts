import { type Account } from '../account';
import { mapAtOnce } from '../at-once';
import { isTenantFailure } from '../configuration/circuit';
import { type GoogleFailure, isQuotaFailure } from '../google-failure';
import { openDirectory, type OpenDirectory, type UserPorts } from '../passwords/managed-user';
import { type PasswordFailure } from '../passwords/password-failure';
import { type SkipReason } from '../run-met';
import { type EpochMs } from '../time';
import { type DirectoryUser } from '../user';
import { type Entry } from './entry';
import { newRun, type Run } from './run';
import { type RunPorts } from './run-ports';
import { expectedOf, type RunViewPorts, secondsForRun } from './run-view';
import { standingOfUser } from './standing';
import { Taking } from './taking';

export type ForecastPorts = UserPorts & RunViewPorts & Pick<RunPorts, 'accounts' | 'runs'>;

/** Why somebody would be left alone; `no-answer`: Google does not say who it is. */
export type ExcludedBy = SkipReason | 'no-answer';

/**
 * What a run would do. `exact`: everybody was looked at. Otherwise there was no time for it: `users`
 * counts the rest as if nobody were left alone, or, of a unit and of who has no password, leaves it out.
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

/** Counts whom a run would take in and whom it would leave alone, by its own rules. Changes nothing. */
export async function forecast(
  ports: ForecastPorts,
  { by, ...begin }: Pick<Run, 'kind' | 'scope'> & { readonly by: string },
  until: EpochMs,
): Promise<ForecastResult> {
  const open = await openDirectory(ports);
  if (open.kind !== 'open') return open;
  const startedAt = ports.clock.now();
  let run = newRun({ ...begin, runId: 'forecast', startedBy: by, startedAt });
  const taking = new Taking(ports, {
    listUsers: (page) => open.directory.listUsers(page),
    turns: () => open.policy.periodDays > 0,
    until,
    listed: () => undefined,
  });
  const count = new Count(ports, open, run);
  const goOn = (): boolean => ports.clock.now() < until;
  while (run.cursor?.source !== 'end' && goOn()) {
    const taken = await taking.take(run, AT_A_TIME, undefined);
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

/** What a run would do with one user; or that Google gives no answer for a reason that is everybody's. */
type Foreseen =
  | { readonly kind: 'taken-in' | 'no-part' }
  | { readonly kind: 'left-alone'; readonly reason: ExcludedBy }
  | { readonly kind: 'failed'; readonly failure: GoogleFailure };

const leftAlone = (reason: ExcludedBy): Foreseen => ({ kind: 'left-alone', reason });

class Count {
  users = 0;
  readonly excluded: Partial<Record<ExcludedBy, number>> = {};
  readonly #ports: ForecastPorts;
  readonly #open: OpenDirectory;
  readonly #run: Run;
  /** Nobody counts twice: a list may name somebody by two addresses, a sweep finds who was listed. */
  readonly #ids = new Set<string>();

  constructor(ports: ForecastPorts, open: OpenDirectory, run: Run) {
    this.#ports = ports;
    this.#open = open;
    this.#run = run;
  }

  get seen(): number {
    return this.users + Object.values(this.excluded).reduce((sum, count) => sum + count, 0);
  }

  /** What concerns everybody, if something does. */
  async all(entries: readonly Entry[]): Promise<GoogleFailure | undefined> {
    let failure: GoogleFailure | undefined;
    await mapAtOnce(ASKED_AT_ONCE, entries, async (entry) => {
      if (failure || this.#isKnown(entry.key)) return;
      const foreseen = await this.#foresee(entry);
      if (foreseen.kind === 'taken-in') this.users += 1;
      else if (foreseen.kind === 'failed') failure = foreseen.failure;
      else if (foreseen.kind === 'left-alone') {
        this.excluded[foreseen.reason] = (this.excluded[foreseen.reason] ?? 0) + 1;
      }
    });
    return failure;
  }

  #isKnown(id: string): boolean {
    return this.#ids.size === this.#ids.add(id).size;
  }

  async #foresee({ key, ...entry }: Entry): Promise<Foreseen> {
    if (entry.unreadable) return leftAlone('no-answer');
    let { user } = entry;
    if (user === undefined) {
      const found = await this.#open.directory.findUser(key);
      if (found.kind === 'failed') return notFound(found.failure);
      user = found.value;
      if (user.id !== key && this.#isKnown(user.id)) return { kind: 'no-part' };
    }
    const account = entry.account ?? (await this.#ports.accounts.readMany([user.id])).accounts[0];
    return this.#judge(user, account);
  }

  #judge(user: DirectoryUser, account: Account | undefined): Foreseen {
    const { seen: configuration, adminUsername } = this.#open;
    const place = { run: this.#run, configuration, adminUsername };
    const standing = standingOfUser({ user, account }, place, this.#ports.clock.now());
    if (standing.kind === 'skip') return leftAlone(standing.reason);
    return { kind: standing.kind === 'give' ? 'taken-in' : 'no-part' };
  }
}

function notFound(failure: GoogleFailure): Foreseen {
  if (isTenantFailure(failure) || isQuotaFailure(failure)) return { kind: 'failed', failure };
  return leftAlone(failure.code === 'user-not-found' ? 'user-not-found' : 'no-answer');
}
