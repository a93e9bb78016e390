import { type Answer, type Directory } from '../../ports/directory';
import { type Account } from '../account';
import { isRightMissing, isTenantFailure } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { type GoogleFailure, isQuotaFailure } from '../google-failure';
import { type EpochMs } from '../time';
import { type Entry } from '../runs/entry';
import { type Lane, NEW_LANE } from '../runs/lane';
import { type Met } from '../runs/met';
import { type Run } from '../runs/run';

/** This many `not-authorized` calls in a row put the connection in doubt. */
const CALLS_IN_A_ROW = 5;

/** This many refused updates in a row, of readable users, mean that the right to set passwords is missing. */
const UPDATES_IN_A_ROW = 10;

/** One of this many users left of a run tests whether the right is back. */
const ONE_OF = 20;

/** So many users test it at once when all have been tried in vain: each is about to be counted. */
const MOST_AT_ONCE = 50;

/** Whether a failure is this user's own, without a comparison with other users' answers. */
export const isOwn = (failure: GoogleFailure): boolean =>
  !isTenantFailure(failure) && !isQuotaFailure(failure) && failure.code !== 'not-authorized';

/**
 * Counts `not-authorized` answers in a row, in the order of the answers, over all batches and runs of a lane.
 * A refusal of one user is that user's own; a refusal of all users is the connection's.
 */
export class Refusals {
  #calls: number;
  #updates: number;
  /** Of users who were refused before. */
  #known: number;

  /** The right to set passwords is missing, and a few users test whether it is back. */
  readonly onTrial: boolean;
  readonly #atFirst: number;
  /** How many users test the right, one after another. */
  readonly trialSize: number;
  readonly #connectedAt: EpochMs | undefined;
  /** Whether the users that a killed worker left may have been put off before. */
  readonly #isAtEnd: boolean;
  /** Whether Google accepted passwords of other users since the run began. */
  #othersTaken: boolean;

  /**
   * Once the right was judged to be missing, and until Google accepts a password, the next refusal says so again:
   * to check the connection again brings no right. What was refused another connection is dropped.
   */
  constructor(
    lane: Pick<Lane, 'refused'>,
    configuration: Configuration,
    run: Pick<Run, 'counts' | 'startedAt' | 'cursor' | 'hand' | 'putOff'>,
  ) {
    const { connectedAt } = configuration;
    this.#isAtEnd = run.cursor?.source === 'end';
    const acceptedAt = configuration.verification?.acceptedAt;
    const onTrial = isRightMissing(configuration);
    this.#othersTaken = run.counts.done > 0 || (acceptedAt ?? 0) >= run.startedAt;
    const refused = lane.refused.connectedAt === connectedAt ? lane.refused : NEW_LANE.refused;
    this.#connectedAt = connectedAt;
    this.onTrial = onTrial;
    this.#calls = onTrial ? 0 : refused.calls;
    this.#known = refused.known ?? 0;
    const judged = refused.updates >= UPDATES_IN_A_ROW;
    const suspected = acceptedAt === undefined ? UPDATES_IN_A_ROW - 1 : 0;
    const before = judged ? suspected : refused.updates;
    this.#updates = onTrial ? Math.max(UPDATES_IN_A_ROW, refused.updates) : before;
    this.#atFirst = this.#updates;
    const left = run.hand.length + run.putOff.length;
    const some = Math.max(1, Math.floor(left / ONE_OF));
    this.trialSize = this.trials > left ? MOST_AT_ONCE : some;
  }

  get counts(): Lane['refused'] {
    const whose = this.#connectedAt === undefined ? {} : { connectedAt: this.#connectedAt };
    const known = this.#known === 0 ? {} : { known: this.#known };
    return { calls: this.#calls, updates: this.#updates, ...known, ...whose };
  }

  /** A directory whose successful look-ups and listings reset the count of refused calls. */
  watching(directory: Directory): Directory {
    const watch = async <Value>(call: Promise<Answer<Value>>): Promise<Answer<Value>> => {
      const answer = await call;
      if (answer.kind === 'ok') this.notRefused();
      return answer;
    };
    return {
      listUsers: (page) => watch(directory.listUsers(page)),
      findUser: (key) => watch(directory.findUser(key)),
      setPassword: (...sent) => directory.setPassword(...sent),
    };
  }

  /**
   * A call succeeded or failed for another definite reason, or a verification worked: the refusals before were the
   * users' own.
   */
  notRefused(): void {
    this.#calls = 0;
  }

  /** Google accepted a password. */
  passwordTaken(): void {
    this.notRefused();
    this.#updates = 0;
    this.#known = 0;
    this.#othersTaken = true;
  }

  /**
   * Judges a failed look-up or update that is not, or may not be, the user's own. A user who was refused before,
   * or put off while others were given a password, says nothing about the connection when refused, unless one more
   * refusal would do.
   */
  judge(call: 'read' | 'update', failure: GoogleFailure, { account, entry }: Asked): Met {
    if (isTenantFailure(failure)) return { kind: 'broken', failure };
    if (isQuotaFailure(failure)) return { kind: 'throttled' };
    const comesLast = entry.putOff === true || (entry.resumed === true && this.#isAtEnd);
    const isSuspected = !this.onTrial && this.#updates >= UPDATES_IN_A_ROW - 1;
    const known =
      (this.#wasRefused(account) && !isSuspected) ||
      (comesLast && this.#othersTaken && !this.onTrial);
    if (known) this.#known += 1;
    else {
      this.#calls += 1;
      if (call === 'update' || this.onTrial) this.#updates += 1;
    }
    return { kind: 'refused', known };
  }

  get rightMissing(): boolean {
    return this.onTrial ? this.#updates > this.#atFirst : this.#updates >= UPDATES_IN_A_ROW;
  }

  /** Whether enough users were refused to say so. */
  get areEnough(): boolean {
    return this.rightMissing && (!this.onTrial || this.#updates >= this.#atFirst + this.trialSize);
  }

  /** How many users have since tested the right and were refused. */
  get trials(): number {
    return this.#updates - UPDATES_IN_A_ROW;
  }

  /** The connection must be verified before anything else. */
  get suspicious(): boolean {
    return this.#calls >= CALLS_IN_A_ROW;
  }

  /** Whether a refusal may be the connection's after all, as a first one may: then no account is parked for it. */
  mayConcernAll(account: Account | undefined): boolean {
    if (this.onTrial || !this.#wasRefused(account)) return true;
    return Math.max(this.#calls, this.#updates, this.#known) >= CALLS_IN_A_ROW;
  }

  /** By this connection. */
  #wasRefused(account: Account | undefined): boolean {
    const { code, at = 0 } = account?.lastFailure ?? {};
    return code === 'not-authorized' && at >= (this.#connectedAt ?? 0);
  }
}

/** The user of a call. */
type Asked = {
  readonly account: Account | undefined;
  readonly entry: Pick<Entry, 'putOff' | 'resumed'>;
};
