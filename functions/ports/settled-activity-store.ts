import { type SettledActivities } from '../domain/drift/settled-activities';
import { type Step } from './account-store';

/**
 * What of Google's log of changes was dealt with. Read by each tick that finds activities, written by each that
 * finds new ones.
 */
export interface SettledActivityStore {
  /**
   * As `AccountStore.transact`, on what is known, or undefined. What is unreadable counts as nothing known, and is
   * written over: the log is then looked at once more. A power failure may lose the last write.
   */
  transact<Result>(
    step: (settled: SettledActivities | undefined) => Step<SettledActivities, Result>,
  ): Promise<Result>;
}
