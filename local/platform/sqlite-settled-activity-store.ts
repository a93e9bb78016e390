import { orUnreadable, UnreadableDocument } from '../../functions/adapters/document-reader';
import { readSettledActivities } from '../../functions/adapters/stored-drift';
import { type SettledActivityStore } from '../../functions/ports/settled-activity-store';
import { REDOABLE, type SqliteDatabase } from './sqlite-database';
import { transactOn } from './sqlite-documents';

const SETTLED_ACTIVITIES = {
  name: 'settled_activities',
  key: 'id',
  read: orUnreadable(readSettledActivities),
  options: REDOABLE,
};

/** What of Google's log was dealt with, in SQLite. */
export const sqliteSettledActivityStore = (database: SqliteDatabase): SettledActivityStore => ({
  transact: (step) =>
    transactOn(database, SETTLED_ACTIVITIES, 1, (found) =>
      step(found instanceof UnreadableDocument ? undefined : found),
    ),
});
