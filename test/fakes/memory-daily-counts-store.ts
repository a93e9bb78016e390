import { type DailyCounts, type Day } from '../../functions/domain/passwords/daily-counts';
import { type DailyCountsStore } from '../../functions/ports/daily-counts-store';
import { frozenCopy } from './frozen-copy';

/** The counts of each day in memory. Meets the same contract as the real stores. */
export class MemoryDailyCountsStore implements DailyCountsStore {
  readonly #days = new Map<Day, DailyCounts>();
  readonly #unreadable = new Set<Day>();

  spoil(day: Day): Promise<void> {
    this.#unreadable.add(day);
    return Promise.resolve();
  }

  between(from: Day, to: Day): Promise<readonly DailyCounts[]> {
    const found = [...this.#days.values()].filter(
      ({ day }) => day >= from && day <= to && !this.#unreadable.has(day),
    );
    return Promise.resolve(found.toSorted((one, other) => (one.day < other.day ? -1 : 1)));
  }

  put(counts: DailyCounts, keptFrom: Day): Promise<void> {
    this.#days.set(counts.day, frozenCopy(counts));
    this.#unreadable.delete(counts.day);
    for (const day of this.#days.keys()) if (day < keptFrom) this.#days.delete(day);
    return Promise.resolve();
  }
}
