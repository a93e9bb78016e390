import { type BindPace } from '../../functions/domain/proofs/bind-pace';
import { type Step } from '../../functions/ports/account-store';
import { type BindPaceStore } from '../../functions/ports/bind-pace-store';

/** The pace of binds in memory. Meets the same contract as the real stores. */
export class MemoryBindPaceStore implements BindPaceStore {
  #pace: BindPace | 'unreadable' | undefined;

  spoil(): Promise<void> {
    this.#pace = 'unreadable';
    return Promise.resolve();
  }

  transact<Result>(step: (pace: BindPace | undefined) => Step<BindPace, Result>): Promise<Result> {
    return Promise.resolve().then(() => {
      const { write, result } = step(this.#pace === 'unreadable' ? undefined : this.#pace);
      if (write === null) this.#pace = undefined;
      else if (write) this.#pace = write;
      return result;
    });
  }
}
