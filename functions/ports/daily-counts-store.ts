import { type DailyCounts, type Day } from '../domain/passwords/daily-counts';

/** The counts of each day: one document a day. Small; read once by each tick, and by the page Rotation. */
export interface DailyCountsStore {
  /** The counts from one day to another, both included, oldest first. Those that are unreadable are left out. */
  between(from: Day, to: Day): Promise<readonly DailyCounts[]>;

  /**
   * Keeps these counts in place of any others of their day, and deletes all days before `keptFrom`, both or
   * neither. A power failure may lose it: the next tick counts again.
   */
  put(counts: DailyCounts, keptFrom: Day): Promise<void>;
}
