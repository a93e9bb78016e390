import { type BindPace } from '../../functions/domain/proofs/bind-pace';
import { type EpochMs } from '../../functions/domain/time';
import { type Step } from '../../functions/ports/account-store';
import { type BindPaceStore } from '../../functions/ports/bind-pace-store';
import { type Clock } from '../../functions/ports/clock';

/** The pace of binds in memory. Meets the same contract as the real stores. */
export class MemoryBindPaceStore implements BindPaceStore {
  #pace: BindPace | 'unreadable' | undefined;
  readonly #clock: Pick<Clock, 'now'>;

  /** `clock`: the store's own. */
  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  spoil(): Promise<void> {
    this.#pace = 'unreadable';
    return Promise.resolve();
  }

  transact<Result>(
    step: (pace: BindPace | undefined, now: EpochMs) => Step<BindPace, Result>,
  ): Promise<Result> {
    return Promise.resolve().then(() => {
      const known = this.#pace === 'unreadable' ? undefined : this.#pace;
      const { write, result } = step(known, this.#clock.now());
      if (write === null) this.#pace = undefined;
      else if (write) this.#pace = write;
      return result;
    });
  }
}
