import { type Directory } from '../../ports/directory';
import { type Account, type UserId } from '../account';
import { rightFound } from '../configuration/circuit';
import { connectedCustomer } from '../configuration/configuration';
import { GOOGLE_FAILURES, type GoogleFailure } from '../google-failure';
import { type Throttle } from '../pace/throttle';
import { isMadeAfter } from '../passwords/made-after';
import { emptyAccount } from '../passwords/password-claim';
import { setPassword, type SetPasswordResult } from '../passwords/set-password';
import { type RunMet } from '../run-met';
import { DAY_MS, later } from '../time';
import { type DirectoryUser } from '../user';
import { type Entry } from '../runs/entry';
import { type Counted, type Met, type Result, type Verdict } from '../runs/met';
import {
  asBefore,
  budgetFor,
  metAccount,
  verdictOn,
  wasTakenBack,
  withoutTurn,
} from './met-account';
import { isOwn, type Refusals } from './refusals';
import { type RunPorts } from '../runs/run-ports';
import { identify, type Occasion, type Person, personOf, type StandingPlace } from './standing';

/** What the users of one batch share. */
export type MeetingPlace = StandingPlace & {
  readonly directory: Directory;
  readonly throttle: Throttle;
  readonly refusals: Refusals;
};

const PASSED = { kind: 'passed' } as const;

const counted = ({ result, code }: Result): Counted => ({
  kind: 'counted',
  met: { result, ...(code === undefined ? {} : { code }) },
});

/** One user of a batch, and what becomes of the user in the run. */
export class Meeting {
  readonly entry: Entry;
  /** How often Google's limits were in the way. */
  timesThrottled = 0;
  readonly #ports: RunPorts;
  readonly #place: MeetingPlace;
  #known: Person;

  constructor(ports: RunPorts, place: MeetingPlace, entry: Entry) {
    this.entry = entry;
    this.#ports = ports;
    this.#place = place;
    this.#known = personOf(entry, place, ports.clock.now());
  }

  get account(): Account | undefined {
    return this.#known.account;
  }

  /** A failure that this run recorded, and did not count before a kill, is not one from before. */
  get failedBefore(): boolean {
    const ownFailures = this.#known.standing.kind === 'counted' ? 1 : 0;
    return (this.account?.lastFailure?.attempts ?? 0) > ownFailures;
  }

  get userId(): UserId | undefined {
    return this.#known.userId;
  }

  /** Looks the user up unless the source showed them, and sets a password if the run wants one. */
  async meet(): Promise<Met> {
    this.#known = await identify(this.#ports, this.#place, this.entry);
    const { user, account, standing } = this.#known;
    switch (standing.kind) {
      case 'passed':
        return PASSED;
      case 'counted':
        return counted(standing.met);
      case 'done':
      case 'skipped':
      case 'failed':
        return this.#note(standing);
      case 'unknown':
        return this.#notFound(standing.failure);
      case 'unreadable':
        return this.#unreadable();
      case 'no-turn':
        return this.#endTurn();
      case 'give':
        return user ? this.#give(user, account) : PASSED;
    }
  }

  /** Records a failure and counts it. `retryBudget`: see `Verdict`. */
  fail(code: string, retryBudget?: number): Promise<Counted> {
    const budget = retryBudget === undefined ? {} : { retryBudget };
    return this.#note({ kind: 'failed', code, ...budget });
  }

  /** Like `fail`, where nothing can be recorded. */
  failUnnoted(code: string): Counted {
    return counted({ result: 'failed', code });
  }

  get #occasion(): Occasion {
    const { clock, newId } = this.#ports;
    return { ...this.#place, ...this.#known, now: clock.now(), eventId: newId() };
  }

  /** Records the verdict on the account, unless this run has recorded one, and counts it. */
  async #note(verdict: Verdict): Promise<Counted> {
    const { userId } = this.#known;
    const { kind: result, code } = verdict;
    const unnoted = { result, ...(code === undefined ? {} : { code }) };
    if (userId === undefined) return counted(unnoted);
    const occasion = this.#occasion;
    const written = await this.#ports.accounts.transact<Account | undefined>(userId, (found) => {
      const account = found ?? this.#firstOf(verdict);
      if (account === undefined) return { result: undefined };
      if (account.lastMet?.runId === this.#place.run.runId) return { result: account };
      const { account: write, events } = metAccount(account, verdict, occasion);
      return { write, events, result: write };
    });
    return counted(written?.lastMet ?? unnoted);
  }

  /** A user whose first password failed is remembered, to be tried again. */
  #firstOf({ kind }: Verdict): Account | undefined {
    const { run, configuration } = this.#place;
    const { user } = this.#known;
    if (run.kind !== 'issue' || kind !== 'failed' || user === undefined) return undefined;
    const customerId = connectedCustomer(configuration) ?? null;
    return emptyAccount({ userId: user.id, primaryEmail: user.primaryEmail, customerId });
  }

  /** In a unit without a period, no password is due. A run that only finds this out does not count the user. */
  async #endTurn(): Promise<Met> {
    const { account, user } = this.#known;
    if (account === undefined || user === undefined) return PASSED;
    await this.#ports.accounts.transact(account.userId, (stored) => ({
      ...(stored ? { write: withoutTurn(stored, account, user) } : {}),
      result: undefined,
    }));
    return PASSED;
  }

  /** A record that can't be read is tried again in a day. */
  async #unreadable(): Promise<Met> {
    const { accounts, clock, unexpected } = this.#ports;
    const { userId } = this.#known;
    if (userId) await accounts.putOff(userId, later(clock.now(), DAY_MS)).catch(unexpected);
    return this.failUnnoted('record-unreadable');
  }

  /** Judges a failed look-up. */
  #notFound(failure: GoogleFailure): Met | Promise<Met> {
    const { refusals } = this.#place;
    const { code } = failure;
    if (!isOwn(failure)) return refusals.judge('read', failure, this);
    if (code !== 'user-not-found') return this.fail(code, budgetFor(code, this.#occasion));
    refusals.notRefused();
    return this.#note({ kind: 'skipped', code });
  }

  /**
   * Sets a password made after the run began, by the state machine of all other calls. An older unconfirmed
   * candidate is settled first. `seen`: the account before the call.
   */
  async #give(user: DirectoryUser, seen: Account | undefined): Promise<Met> {
    const { run, throttle, refusals, configuration } = this.#place;
    const { configurations, clock } = this.#ports;
    if (!(await throttle.turn())) return { kind: 'throttled' };
    const { result, met } = await this.#attempt(user, seen);
    switch (result.kind) {
      case 'set':
      case 'scrambled':
        refusals.passwordTaken();
        await rightFound(configurations, configuration, clock.now());
        if (met) return counted(met);
        if (this.#known.wantedSince === undefined || result.kind === 'scrambled') return PASSED;
        return this.#give(user, result.account);
      case 'not-wanted': {
        const isMet = result.account?.lastMet?.runId === run.runId;
        const isDone = isMadeAfter(result.account, run.startedAt, clock.now());
        return isMet || isDone ? this.#note({ kind: 'done' }) : PASSED;
      }
      case 'in-progress':
      case 'quarantined': {
        const waitMs = result.retryAfterMs;
        if (result.kind === 'in-progress' && !this.entry.putOff) return { kind: 'put-off', waitMs };
        return this.#note({ kind: 'skipped', code: 'in-progress', waitMs });
      }
      case 'rejected':
      case 'unknown': {
        const { failure } = result;
        if (!met) return refusals.judge('update', failure, this);
        if (isOwn(failure) && GOOGLE_FAILURES[failure.code] !== 'later') refusals.notRefused();
        return counted(met);
      }
    }
  }

  /** `met`: what was written with the outcome of the call. */
  async #attempt(
    user: DirectoryUser,
    seen: Account | undefined,
  ): Promise<{ readonly result: SetPasswordResult; readonly met: RunMet | undefined }> {
    const { directory, configuration, run } = this.#place;
    const { wantedSince: since } = this.#known;
    let met: RunMet | undefined;
    const result = await setPassword(this.#ports, {
      directory,
      user,
      policy: configuration.policy,
      purpose: 'set',
      customerId: connectedCustomer(configuration),
      wanted: (account) =>
        since !== undefined &&
        !isMadeAfter(account, since, this.#ports.clock.now()) &&
        !wasTakenBack(account, seen),
      seen,
      tries: 1,
      askedBy: seen?.askedRotation?.by ?? run.startedBy,
      unhurried: true,
      conclude: (account, outcome) => {
        const occasion = this.#occasion;
        const verdict = verdictOn(account, outcome, occasion, seen);
        if (verdict === undefined) return { account: asBefore(account, outcome, seen), events: [] };
        const concluded = metAccount(account, verdict, occasion);
        met = concluded.account.lastMet;
        return concluded;
      },
    });
    return { result, met };
  }
}
