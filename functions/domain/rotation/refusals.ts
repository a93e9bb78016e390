import { type Answer, type Directory } from '../../ports/directory';
import { type Account } from '../account';
import { isRightMissing, isTenantFailure } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { type GoogleFailure, isQuotaFailure } from '../google-failure';
import { type EpochMs } from '../time';
import { type Entry } from '../runs/entry';
import { type Lane, NEW_LANE } from '../runs/lane';
import { type Met } from '../runs/met';
import { type RefusedInRun, type Run } from '../runs/run';

/** This many `not-authorized` calls in a row put the connection in doubt. */
const CALLS_IN_A_ROW = 5;

/** This many refused updates in a row, of readable users, mean that the right to set passwords is missing. */
const UPDATES_IN_A_ROW = 10;

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

  /** The right to set passwords is missing, and one user tests whether it is back. */
  readonly onTrial: boolean;
  readonly #most: number;
  readonly #connectedAt: EpochMs | undefined;
  readonly #before: RefusedInRun | undefined;
  #known: number;
  /** Whether Google accepted passwords of other users of the run. */
  #othersTaken: boolean;

  /** Unless on trial, updates already judged are dropped. What was refused another connection is dropped, too. */
  constructor(
    lane: Pick<Lane, 'refused'>,
    configuration: Configuration,
    run: Pick<Run, 'counts' | 'refused'>,
  ) {
    const { connectedAt } = configuration;
    const onTrial = isRightMissing(configuration);
    this.#othersTaken = run.counts.done > 0;
    this.#before = run.refused;
    this.#known = run.refused?.knownInARow ?? 0;
    const refused = lane.refused.connectedAt === connectedAt ? lane.refused : NEW_LANE.refused;
    this.#connectedAt = connectedAt;
    this.onTrial = onTrial;
    this.#calls = onTrial ? 0 : refused.calls;
    const judged = refused.updates >= UPDATES_IN_A_ROW;
    const before = judged ? 0 : refused.updates;
    this.#updates = onTrial ? Math.max(UPDATES_IN_A_ROW, refused.updates) : before;
    this.#most = onTrial ? this.#updates + 1 : UPDATES_IN_A_ROW;
  }

  get counts(): Lane['refused'] {
    const whose = this.#connectedAt === undefined ? {} : { connectedAt: this.#connectedAt };
    return { calls: this.#calls, updates: this.#updates, ...whose };
  }

  /** What the record of the run keeps, these users being put off; undefined: nothing. */
  inRun(putOff: readonly string[]): RefusedInRun | undefined {
    const isNothing = putOff.length === 0 && this.#known === 0;
    if (this.#before === undefined && isNothing) return undefined;
    const keys = [...new Set([...(this.#before?.keys ?? []), ...putOff])];
    return { keys, knownInARow: this.#known };
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
   * in this run while others were given a password, says nothing about the connection when refused.
   */
  judge(call: 'read' | 'update', failure: GoogleFailure, { account, entry }: Asked): Met {
    if (isTenantFailure(failure)) return { kind: 'broken', failure };
    if (isQuotaFailure(failure)) return { kind: 'throttled' };
    const known =
      wasRefused(account) || (entry.refused === true && this.#othersTaken && !this.onTrial);
    if (known) this.#known += 1;
    else {
      this.#calls += 1;
      if (call === 'update' || this.onTrial) this.#updates += 1;
    }
    return { kind: 'refused', known };
  }

  get rightMissing(): boolean {
    return this.#updates >= this.#most;
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
    if (this.onTrial || !wasRefused(account)) return true;
    return Math.max(this.#calls, this.#updates, this.#known) >= CALLS_IN_A_ROW;
  }
}

/** The user of a call. */
type Asked = { readonly account: Account | undefined; readonly entry: Pick<Entry, 'refused'> };

const wasRefused = (account: Account | undefined): boolean =>
  account?.lastFailure?.code === 'not-authorized';
