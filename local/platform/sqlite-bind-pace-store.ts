import { orUnreadable, UnreadableDocument } from '../../functions/adapters/document-reader';
import { readBindPace } from '../../functions/adapters/stored-run';
import { type BindPaceStore } from '../../functions/ports/bind-pace-store';
import { type Clock } from '../../functions/ports/clock';
import { REDOABLE, type SqliteDatabase } from './sqlite-database';
import { transactOn } from './sqlite-documents';

const BIND_PACE = {
  name: 'bind_pace',
  key: 'id',
  read: orUnreadable(readBindPace),
  options: REDOABLE,
};

/** The pace of binds in SQLite. One machine has one clock. */
export const sqliteBindPaceStore = (
  database: SqliteDatabase,
  clock: Pick<Clock, 'now'>,
): BindPaceStore => ({
  transact: (step) =>
    transactOn(database, BIND_PACE, 1, (found) =>
      step(found instanceof UnreadableDocument ? undefined : found, clock.now()),
    ),
});
