import { type Pace } from '../../functions/domain/pace/pace';
import { type Step } from '../../functions/ports/account-store';
import { type PaceStore } from '../../functions/ports/pace-store';

/** The pace in memory. Meets the same contract as the real stores. */
export class MemoryPaceStore implements PaceStore {
  #pace: Pace | undefined;

  read(): Promise<Pace | undefined> {
    return Promise.resolve(this.#pace);
  }

  transact<Result>(step: (pace: Pace | undefined) => Step<Pace, Result>): Promise<Result> {
    return Promise.resolve().then(() => {
      const { write, result } = step(this.#pace);
      if (write === null) this.#pace = undefined;
      else if (write) this.#pace = write;
      return result;
    });
  }
}
