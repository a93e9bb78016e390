import { mapAtOnce } from '../at-once';
import { isTenantFailure } from '../configuration/circuit';
import { type GoogleFailure } from '../google-failure';
import { openDirectory, type OpenDirectory, type UserPorts } from '../passwords/managed-user';
import { type PasswordFailure } from '../passwords/password-failure';
import { type EpochMs } from '../time';
import { inScope, refusal } from '../user';
import { type Entry } from './entry';
import { isQuotaFailure } from './quota-failure';
import { newRun, type Run, type SkipReason, unitOf, userKeysOf } from './run';
import { type RunPorts } from './run-ports';
import { type RunViewPorts, secondsForRun } from './run-view';
import { standingOf } from './standing';
import { Taking } from './taking';

export type ForecastPorts = UserPorts & RunViewPorts & Pick<RunPorts, 'accounts' | 'runs'>;

/** Why somebody would be left alone; `no-answer`: Google does not say who it is. */
export type ExcludedBy = SkipReason | 'no-answer';

/**
 * What a run would do. `exact`: everybody was looked at; otherwise there was no time for it, and
 * `users` counts the rest as if nobody were left alone.
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
  const users = count.users + (exact ? 0 : await restOf(ports, run, count.seen));
  const estimatedSeconds = await secondsForRun(ports, users);
  return { kind: 'forecast', users, excluded, estimatedSeconds, exact };
}

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
      if (failure || this.#ids.has(entry.key)) return;
      this.#ids.add(entry.key);
      failure ??= await this.#one(entry);
    });
    return failure;
  }

  async #one(entry: Entry): Promise<GoogleFailure | undefined> {
    if (entry.unreadable) return this.#leave('no-answer');
    let { user } = entry;
    if (user === undefined) {
      const found = await this.#open.directory.findUser(entry.key);
      if (found.kind === 'failed') return this.#unknown(found.failure);
      user = found.value;
      if (user.id !== entry.key && this.#ids.has(user.id)) return undefined;
      this.#ids.add(user.id);
    }
    const account = entry.account ?? (await this.#ports.accounts.readMany([user.id])).accounts[0];
    const { policy, adminUsername } = this.#open;
    const unit = unitOf(this.#run.scope);
    if (unit !== undefined && !inScope(user.orgUnitPath, [unit])) return undefined;
    const now = this.#ports.clock.now();
    const turns = policy.periodDays > 0;
    const standing = standingOf(account, this.#run, { now, turns, resumed: false });
    if (standing.kind === 'skip') return this.#leave(standing.reason);
    if (standing.kind !== 'give') return undefined;
    const refused = refusal(user, adminUsername, policy);
    if (refused) return this.#leave(refused);
    this.users += 1;
    return undefined;
  }

  #unknown(failure: GoogleFailure): GoogleFailure | undefined {
    if (isTenantFailure(failure) || isQuotaFailure(failure)) return failure;
    return this.#leave(failure.code === 'user-not-found' ? 'user-not-found' : 'no-answer');
  }

  #leave(reason: ExcludedBy): undefined {
    this.excluded[reason] = (this.excluded[reason] ?? 0) + 1;
  }
}

/** How many more there may be whom there was no time to look at. */
async function restOf(
  { accounts }: ForecastPorts,
  { kind, scope, startedAt }: Run,
  seen: number,
): Promise<number> {
  if (kind === 'issue' || unitOf(scope) !== undefined) return 0;
  const keys = userKeysOf(scope);
  if (keys) return Math.max(0, keys.length - seen);
  if (scope === 'due') {
    return Math.max(0, (await accounts.countDue({ before: startedAt, turns: true })) - seen);
  }
  const { active, unconfirmed, parked } = await accounts.countByStatus();
  return Math.max(0, active + unconfirmed + parked - seen);
}
