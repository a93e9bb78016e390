import { type Lane } from './lane';

/** So many calls in a row that Google refused for lack of a right call the connection into question. */
const CALLS_IN_A_ROW = 5;

/** So many updates in a row of users who can be read mean that the right to set passwords is missing. */
const UPDATES_IN_A_ROW = 10;

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

  /** `onTrial`: the right is known to be missing, and one update tries. Else what was judged is over. */
  constructor({ refused }: Pick<Lane, 'refused'>, onTrial: boolean) {
    this.#calls = onTrial ? 0 : refused.calls;
    const judged = refused.updates >= UPDATES_IN_A_ROW;
    this.#updates = onTrial ? UPDATES_IN_A_ROW - 1 : judged ? 0 : refused.updates;
  }

  get counts(): Lane['refused'] {
    return { calls: this.#calls, updates: this.#updates };
  }

  note(call: 'read' | 'update', answered: Answered): void {
    if (answered !== 'refused') {
      this.#calls = 0;
      this.#verified = false;
      if (call === 'update' && answered === 'taken') this.#updates = 0;
      return;
    }
    this.#calls += 1;
    if (call === 'update') this.#updates += 1;
  }

  /** The right to set passwords is missing. */
  get rightMissing(): boolean {
    return this.#updates >= UPDATES_IN_A_ROW;
  }

  /** The connection is to be verified before anything else. */
  get suspicious(): boolean {
    return this.#calls >= CALLS_IN_A_ROW && !this.#verified;
  }

  /** Whether a refusal now may be the connection's after all: then nobody is parked for it. */
  get mayConcernAll(): boolean {
    return this.#calls >= CALLS_IN_A_ROW || this.#updates >= CALLS_IN_A_ROW;
  }

  /** The connection was verified and works: those refused were the users' own. */
  verified(): void {
    this.#verified = true;
  }
}
