import { type Directory } from '../../ports/directory';
import { type Account, type UserId } from '../account';
import { rightFound } from '../configuration/circuit';
import { type Configuration, connectedCustomer } from '../configuration/configuration';
import { GOOGLE_FAILURES, type GoogleFailure } from '../google-failure';
import { type Throttle } from '../pace/throttle';
import { isMadeAfter } from '../passwords/made-after';
import { emptyAccount } from '../passwords/password-claim';
import { setPassword, type SetPasswordResult } from '../passwords/set-password';
import { type RunMet } from '../run-met';
import { DAY_MS, type EpochMs, later } from '../time';
import { type DirectoryUser } from '../user';
import { type Entry } from './entry';
import { countedAs, type Counted, type Met } from './met';
import {
  asBefore,
  isWanted,
  metAccount,
  type Occasion,
  type Verdict,
  verdictOn,
  wasTakenBack,
} from './met-account';
import { isOwn, type Refusals } from './refusals';
import { type Run } from './run';
import { type RunPorts } from './run-ports';
import { identify, type Person, wantedSince } from './standing';

/** What the users of one batch share. */
export type MeetingPlace = {
  readonly run: Run;
  readonly configuration: Configuration;
  readonly adminUsername: string;
  readonly directory: Directory;
  readonly throttle: Throttle;
  readonly refusals: Refusals;
  /** The right to set passwords was missing; this batch tests whether it is back. */
  readonly onTrial: boolean;
  /** No user is put off any more. */
  readonly last: boolean;
  /** The entry under which each user is processed: a list may name one user by two keys. */
  readonly metBy: Map<UserId, Entry>;
};

const PASSED = { kind: 'passed' } as const;

/** One user of a batch, and what becomes of the user in the run. */
export class Meeting {
  readonly entry: Entry;
  /** How often Google's limits were in the way. */
  timesThrottled = 0;
  readonly #ports: RunPorts;
  readonly #place: MeetingPlace;
  #known: Omit<Person, 'standing'>;
  /** Since when a new password is wanted; undefined: none is wanted. */
  #since: EpochMs | undefined;
  /** What was written with the outcome of a call. */
  #noted: RunMet | undefined;

  constructor(ports: RunPorts, place: MeetingPlace, entry: Entry) {
    const { user, account } = entry;
    this.entry = entry;
    this.#ports = ports;
    this.#place = place;
    this.#known = { userId: account?.userId ?? user?.id, user, account: account ?? undefined };
    this.#since = this.#wantedSince();
  }

  get account(): Account | undefined {
    return this.#known.account;
  }

  /** Looks the user up unless the source showed them, and sets a password if the run wants one. */
  async meet(): Promise<Met> {
    const { standing, ...known } = await identify(this.#ports, this.#place, this.entry);
    this.#known = known;
    this.#since = this.#wantedSince();
    const { user, userId } = known;
    const by = userId && this.#metBy(userId);
    if (by && by !== this.entry) return { ...PASSED, by };
    switch (standing.kind) {
      case 'passed':
        return PASSED;
      case 'met':
        return countedAs(standing.met, userId);
      case 'done':
        return this.#note({ result: 'done' });
      case 'skip':
        return this.#note({ result: 'skipped', code: standing.reason });
      case 'failed':
        return this.#notFound(standing.failure);
      case 'unreadable':
        return this.#unreadable();
      case 'give':
      case 'settle':
        return user ? this.#give(user, known.account) : PASSED;
    }
  }

  #metBy(userId: UserId): Entry | undefined {
    const { metBy } = this.#place;
    if (!metBy.has(userId)) metBy.set(userId, this.entry);
    return metBy.get(userId);
  }

  /** Records a failure and counts it. `retryBudget`: see `Verdict`. */
  fail(code: string, retryBudget?: number): Promise<Counted> {
    const budget = retryBudget === undefined ? {} : { retryBudget };
    return this.#note({ result: 'failed', code, ...budget });
  }

  /** Like `fail`, where nothing can be recorded. */
  failUnnoted(code: string): Counted {
    return countedAs({ result: 'failed', code }, this.#known.userId);
  }

  #wantedSince(): EpochMs | undefined {
    return wantedSince(this.#known.account, this.#place, this.#ports.clock.now());
  }

  /** Records the verdict on the account, unless this run has recorded one, and counts it. */
  async #note(verdict: Verdict): Promise<Counted> {
    const { userId, user } = this.#known;
    if (userId === undefined) return countedAs(verdict);
    const occasion = this.#occasion();
    const written = await this.#ports.accounts.transact<Account | undefined>(userId, (found) => {
      const account = found ?? this.#firstOf(verdict);
      if (account === undefined) return { result: undefined };
      if (account.lastMet?.runId === this.#place.run.runId) return { result: account };
      const named = user ? { ...account, primaryEmail: user.primaryEmail } : account;
      const { account: write, events } = metAccount(named, verdict, occasion);
      return { write, events, result: write };
    });
    return countedAs(written?.lastMet ?? verdict, userId);
  }

  #occasion(): Occasion {
    const { run, configuration } = this.#place;
    const { clock, newId } = this.#ports;
    const { user } = this.#known;
    const wantedSince = this.#since;
    return { run, configuration, user, wantedSince, now: clock.now(), eventId: newId() };
  }

  /** A user whose first password failed is remembered, to be tried again. */
  #firstOf({ result }: Verdict): Account | undefined {
    const { run, configuration } = this.#place;
    const { user } = this.#known;
    if (run.kind !== 'issue' || result !== 'failed' || user === undefined) return undefined;
    const customerId = connectedCustomer(configuration) ?? null;
    return emptyAccount({ userId: user.id, primaryEmail: user.primaryEmail, customerId });
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
    const { refusals, configuration } = this.#place;
    const { code } = failure;
    if (!isOwn(failure)) return refusals.judge('read', failure, this);
    if (code !== 'user-not-found') return this.fail(code, configuration.policy.retryBudget);
    refusals.notRefused();
    return this.#note({ result: 'skipped', code });
  }

  /**
   * Sets a password made after the run began, by the state machine of all other calls. An older unconfirmed
   * candidate is settled first. `seen`: the account before the call.
   */
  async #give(user: DirectoryUser, seen: Account | undefined): Promise<Met> {
    const { throttle, refusals, configuration } = this.#place;
    if (!(await throttle.turn())) return { kind: 'throttled' };
    const result = await this.#attempt(user, seen);
    if (result.kind !== 'set' && result.kind !== 'scrambled') return this.#notGiven(user, result);
    refusals.passwordTaken();
    await rightFound(this.#ports.configurations, configuration, this.#ports.clock.now());
    if (result.kind === 'scrambled') {
      return countedAs({ result: 'skipped', code: 'no-password' }, user.id);
    }
    if (isWanted(result.account, this.#occasion(), seen))
      return countedAs({ result: 'done' }, user.id);
    return this.#since === undefined ? PASSED : this.#give(user, result.account);
  }

  #attempt(user: DirectoryUser, seen: Account | undefined): Promise<SetPasswordResult> {
    const { directory, configuration, run } = this.#place;
    return setPassword(this.#ports, {
      directory,
      user,
      policy: configuration.policy,
      purpose: 'set',
      customerId: connectedCustomer(configuration),
      wanted: (account) =>
        this.#since !== undefined &&
        !isMadeAfter(account, this.#since, this.#ports.clock.now()) &&
        !wasTakenBack(account, seen),
      seen,
      tries: 1,
      askedBy: run.startedBy,
      unhurried: true,
      conclude: (account, outcome) => {
        const occasion = this.#occasion();
        const verdict = verdictOn(account, outcome, occasion, seen);
        if (verdict === undefined) return { account: asBefore(account, outcome, seen), events: [] };
        const concluded = metAccount(account, verdict, occasion);
        this.#noted = concluded.account.lastMet;
        return concluded;
      },
    });
  }

  #notGiven(
    { id }: DirectoryUser,
    result: Exclude<SetPasswordResult, { kind: 'set' | 'scrambled' }>,
  ): Met | Promise<Met> {
    const { run, last, refusals } = this.#place;
    switch (result.kind) {
      case 'not-wanted': {
        const { account } = result;
        const isMet = account?.lastMet?.runId === run.runId;
        const isDone = isMadeAfter(account, run.startedAt, this.#ports.clock.now());
        return isMet || isDone ? this.#note({ result: 'done' }) : PASSED;
      }
      case 'in-progress':
      case 'quarantined': {
        const waitMs = result.retryAfterMs;
        if (result.kind === 'in-progress' && !last) return { kind: 'put-off', waitMs };
        return this.#note({ result: 'skipped', code: 'in-progress', waitMs });
      }
      case 'rejected':
      case 'unknown': {
        const { failure } = result;
        if (!this.#noted) return refusals.judge('update', failure, this);
        if (isOwn(failure) && GOOGLE_FAILURES[failure.code] !== 'later') refusals.notRefused();
        return countedAs(this.#noted, id);
      }
    }
  }
}
