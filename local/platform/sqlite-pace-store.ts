import { readPace } from '../../functions/adapters/stored-run';
import { type PaceStore } from '../../functions/ports/pace-store';
import { type SqliteDatabase } from './sqlite-database';
import { storedIn, transactOn } from './sqlite-documents';

const PACE = { name: 'pace', key: 'id', read: readPace };

/** The pace in SQLite. */
export const sqlitePaceStore = (database: SqliteDatabase): PaceStore => ({
  read: () => database.read((prepare) => storedIn(PACE, prepare, 1)),
  transact: (step) => transactOn(database, PACE, 1, step),
});
