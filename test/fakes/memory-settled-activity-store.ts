import { type SettledActivities } from '../../functions/domain/drift/settled-activities';
import { type Step } from '../../functions/ports/account-store';
import { type SettledActivityStore } from '../../functions/ports/settled-activity-store';

/** What of Google's log was dealt with, in memory. Meets the same contract as the real stores. */
export class MemorySettledActivityStore implements SettledActivityStore {
  #settled: SettledActivities | 'unreadable' | undefined;

  spoil(): Promise<void> {
    this.#settled = 'unreadable';
    return Promise.resolve();
  }

  peek(): SettledActivities | undefined {
    return this.#settled === 'unreadable' ? undefined : this.#settled;
  }

  transact<Result>(
    step: (settled: SettledActivities | undefined) => Step<SettledActivities, Result>,
  ): Promise<Result> {
    return Promise.resolve().then(() => {
      const { write, result } = step(this.peek());
      if (write === null) this.#settled = undefined;
      else if (write) this.#settled = write;
      return result;
    });
  }
}
