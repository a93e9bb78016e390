import { foundDailyCounts } from '../../functions/adapters/stored-daily-counts';
import { type DailyCountsStore } from '../../functions/ports/daily-counts-store';
import { REDOABLE, type SqliteDatabase } from './sqlite-database';
import { documentAt, putInto } from './sqlite-documents';

const DAYS = { name: 'daily_counts', key: 'day' };

/** The counts of each day in SQLite, one row each. */
export const sqliteDailyCountsStore = (database: SqliteDatabase): DailyCountsStore => ({
  between: (from, to) =>
    database.read((prepare) => {
      const sql = 'SELECT day, document FROM daily_counts WHERE day BETWEEN ? AND ? ORDER BY day';
      const rows = prepare(sql).all(from, to);
      return foundDailyCounts(rows.map((row) => documentAt(DAYS, String(row['day']), row)));
    }),

  put: (counts, keptFrom) =>
    database.write((prepare) => {
      putInto(DAYS, prepare, counts.day, counts);
      prepare('DELETE FROM daily_counts WHERE day < ?').run(keptFrom);
    }, REDOABLE),
});
