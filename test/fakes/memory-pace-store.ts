import { orUnreadable, UnreadableDocument } from '../../functions/adapters/document-reader';
import { readPace } from '../../functions/adapters/stored-run';
import { type Pace } from '../../functions/domain/pace/pace';
import { type Step } from '../../functions/ports/account-store';
import { type PaceStore } from '../../functions/ports/pace-store';

/** The pace in memory. Meets the same contract as the real stores. */
export class MemoryPaceStore implements PaceStore {
  #pace: Pace | undefined;
  #spoilt = false;

  /** Makes the document unreadable. */
  spoil(): Promise<unknown> {
    this.#pace = undefined;
    return Promise.resolve((this.#spoilt = true));
  }

  forgetUnreadable(): Promise<Error | undefined> {
    if (!this.#spoilt) return Promise.resolve(undefined);
    this.#spoilt = false;
    const found = orUnreadable(readPace)('pace/current', 'spoilt');
    return Promise.resolve(found instanceof UnreadableDocument ? found.replaced() : undefined);
  }

  read(): Promise<Pace | undefined> {
    return Promise.resolve(this.#pace);
  }

  transact<Result>(step: (pace: Pace | undefined) => Step<Pace, Result>): Promise<Result> {
    return Promise.resolve().then(() => {
      const { write, result } = step(this.#pace);
      if (this.#spoilt) return result;
      if (write === null) this.#pace = undefined;
      else if (write) this.#pace = write;
      return result;
    });
  }
}
