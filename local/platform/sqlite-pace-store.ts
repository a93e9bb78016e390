import { SCHEMA_VERSION } from '../../functions/adapters/stored-document';
import { readPace } from '../../functions/adapters/stored-run';
import { type Pace } from '../../functions/domain/pace/pace';
import { type PaceStore } from '../../functions/ports/pace-store';
import { type Prepare, type SqliteDatabase } from './sqlite-database';
import { putEvents } from './sqlite-outbox';

/** The one pace, in SQLite. */
export function sqlitePaceStore(database: SqliteDatabase): PaceStore {
  return {
    read: () => database.read(stored),
    transact: (step) =>
      database.write((prepare) => {
        const { write, events, result } = step(stored(prepare));
        if (write === null) prepare('DELETE FROM pace').run();
        else if (write !== undefined) {
          prepare('INSERT OR REPLACE INTO pace VALUES (1, ?)').run(
            JSON.stringify({ ...write, schemaVersion: SCHEMA_VERSION }),
          );
        }
        putEvents(prepare, events);
        return result;
      }),
  };
}

function stored(prepare: Prepare): Pace | undefined {
  const row = prepare('SELECT document FROM pace').get();
  return row && readPace('pace', JSON.parse(String(row['document'])));
}
