import { type Answer, type Directory } from '../../ports/directory';
import { type Account } from '../account';
import { isTenantFailure } from '../configuration/circuit';
import { type GoogleFailure, isQuotaFailure } from '../google-failure';
import { type Entry } from './entry';
import { type Lane } from './lane';
import { type Met } from './met';

/** So many calls in a row that Google refused for lack of a right call the connection into question. */
const CALLS_IN_A_ROW = 5;

/** So many updates in a row of users who can be read mean that the right to set passwords is missing. */
const UPDATES_IN_A_ROW = 10;

/** Whether a failure is this user's own, and needs no judgement of others' answers. */
export const isOwn = (failure: GoogleFailure): boolean =>
  !isTenantFailure(failure) && !isQuotaFailure(failure) && failure.code !== 'not-authorized';

/**
 * Counts `not-authorized` answers in a row, in the order of the answers, over all batches and runs of a
 * lane. One user who may not be touched is that user's own affair; everybody is the connection's.
 */
export class Refusals {
  #calls: number;
  #updates: number;
  /** Whether the connection was found to work since the last one that was taken. */
  #verified = false;

  readonly #onTrial: boolean;
  readonly #most: number;
  #known = 0;

  /** `onTrial`: the right is known to be missing, and one user tries. Else what was judged is over. */
  constructor({ refused }: Pick<Lane, 'refused'>, onTrial: boolean) {
    this.#onTrial = onTrial;
    this.#calls = onTrial ? 0 : refused.calls;
    const judged = refused.updates >= UPDATES_IN_A_ROW;
    const before = judged ? 0 : refused.updates;
    this.#updates = onTrial ? Math.max(UPDATES_IN_A_ROW, refused.updates) : before;
    this.#most = onTrial ? this.#updates + 1 : UPDATES_IN_A_ROW;
  }

  get counts(): Lane['refused'] {
    return { calls: this.#calls, updates: this.#updates };
  }

  /** A directory whose look-ups and listings count here when Google takes them. */
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

  /** A call was taken, or met another definite no: the connection has the right to make it. */
  notRefused(): void {
    this.#calls = 0;
    this.#verified = false;
  }

  /** Google took a password. */
  passwordTaken(): void {
    this.notRefused();
    this.#updates = 0;
    this.#known = 0;
  }

  /** What a failure of a look-up or an update means that is not, or may not be, the user's own. */
  judge(call: 'read' | 'update', failure: GoogleFailure, user: Asked): Met {
    if (isTenantFailure(failure)) return { kind: 'broken', failure };
    if (isQuotaFailure(failure)) return { kind: 'throttled' };
    return { kind: 'refused', known: this.#isKnown(call, user) };
  }

  /**
   * Google answered `not-authorized`. Whether that was known: who was refused before says nothing of
   * the connection by being refused again, nor does who was put off for it, once others were taken.
   */
  #isKnown(call: 'read' | 'update', { account, entry }: Asked): boolean {
    const known =
      account?.lastFailure?.code === 'not-authorized' || (entry.putOff === true && !this.#onTrial);
    if (known) this.#known += 1;
    else {
      this.#calls += 1;
      if (call === 'update' || this.#onTrial) this.#updates += 1;
    }
    return known;
  }

  /** The right to set passwords is missing. */
  get rightMissing(): boolean {
    return this.#updates >= this.#most;
  }

  /** How many users have tried in vain since then whether it is back. */
  get trials(): number {
    return this.#updates - UPDATES_IN_A_ROW;
  }

  /** The connection is to be verified before anything else. */
  get suspicious(): boolean {
    return this.#calls >= CALLS_IN_A_ROW && !this.#verified;
  }

  /** Whether a refusal now may be the connection's after all: then nobody is parked for it. */
  get mayConcernAll(): boolean {
    return Math.max(this.#calls, this.#updates, this.#known) >= CALLS_IN_A_ROW;
  }

  /** The connection was verified and works: those refused were the users' own. */
  verified(): void {
    this.#verified = true;
  }
}

/** Whom a call was for. */
type Asked = { readonly account: Account | undefined; readonly entry: Pick<Entry, 'putOff'> };
