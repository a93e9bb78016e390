import { orUnreadable, UnreadableDocument } from '../../functions/adapters/document-reader';
import { readPace } from '../../functions/adapters/stored-run';
import { type PaceStore } from '../../functions/ports/pace-store';
import { type SqliteDatabase } from './sqlite-database';
import { storedIn, transactOn } from './sqlite-documents';

const PACE = { name: 'pace', key: 'id', read: orUnreadable(readPace) };

/** The pace in SQLite. */
export const sqlitePaceStore = (database: SqliteDatabase): PaceStore => ({
  read: () =>
    database.read((prepare) => {
      const found = storedIn(PACE, prepare, 1);
      return found instanceof UnreadableDocument ? undefined : found;
    }),
  transact: (step) =>
    transactOn(database, PACE, 1, (found) =>
      found instanceof UnreadableDocument ? { result: step(undefined).result } : step(found),
    ),
  forgetUnreadable: () =>
    transactOn(database, PACE, 1, (found) =>
      found instanceof UnreadableDocument
        ? { write: null, result: found.replaced() }
        : { result: undefined },
    ),
});
