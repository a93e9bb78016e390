import { orUnreadable, UnreadableDocument } from '../../functions/adapters/document-reader';
import { readLane } from '../../functions/adapters/stored-run';
import { NEW_LANE } from '../../functions/domain/runs/lane';
import { type LaneStore } from '../../functions/ports/lane-store';
import { type SqliteDatabase } from './sqlite-database';
import { storedIn, transactOn } from './sqlite-documents';

const LANES = { name: 'lanes', key: 'name', read: readLane };
const ANY_LANES = { ...LANES, read: orUnreadable(readLane) };

/** Lanes in SQLite, one row each. */
export const sqliteLaneStore = (database: SqliteDatabase): LaneStore => ({
  read: (lane) => database.read((prepare) => storedIn(LANES, prepare, lane) ?? NEW_LANE),
  transact: (lane, step) => transactOn(database, LANES, lane, (stored = NEW_LANE) => step(stored)),
  replaceUnreadable: (lane, instead) =>
    transactOn(database, ANY_LANES, lane, (found) =>
      found instanceof UnreadableDocument
        ? { write: instead, result: found.replaced() }
        : { result: undefined },
    ),
});
