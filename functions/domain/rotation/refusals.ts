import { type Account } from '../account';
import { type Lane } from './lane';

/** So many calls in a row that Google refused for lack of a right call the connection into question. */
const CALLS_IN_A_ROW = 5;

/** So many updates in a row of users who can be read mean that the right to set passwords is missing. */
const UPDATES_IN_A_ROW = 10;

/**
 * Who is known to be refused says nothing of the connection by being refused again; nor does who was put
 * off for it, once others were taken.
 */
export const wasRefused = (
  account: Account | undefined,
  { putOff = false, onTrial }: { readonly putOff: boolean | undefined; readonly onTrial: boolean },
): boolean => account?.lastFailure?.code === 'not-authorized' || (putOff && !onTrial);

/** What a Directory call was answered: taken, `not-authorized`, or another definite no. */
export type Answered = 'taken' | 'refused' | 'no';

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

  note(call: 'read' | 'update', answered: Answered): void {
    if (answered !== 'refused') {
      this.#calls = 0;
      this.#verified = false;
      if (call === 'update' && answered === 'taken') {
        this.#updates = 0;
        this.#known = 0;
      }
      return;
    }
    this.#calls += 1;
    if (call === 'update' || this.#onTrial) this.#updates += 1;
  }

  /** Somebody was refused again of whom that was to be expected. */
  noteKnown(): void {
    this.#known += 1;
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
