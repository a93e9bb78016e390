import { SCHEMA_VERSION } from '../../functions/adapters/stored-document';
import { readLane } from '../../functions/adapters/stored-run';
import { type Lane, type LaneName, NEW_LANE } from '../../functions/domain/rotation/lane';
import { type LaneStore } from '../../functions/ports/lane-store';
import { type Prepare, type SqliteDatabase } from './sqlite-database';
import { putEvents } from './sqlite-outbox';

/** Lanes in SQLite, a row each. */
export function sqliteLaneStore(database: SqliteDatabase): LaneStore {
  return {
    read: (name) => database.read((prepare) => stored(prepare, name)),
    transact: (name, step) =>
      database.write((prepare) => {
        const { write, events, result } = step(stored(prepare, name));
        if (write === null) prepare('DELETE FROM lanes WHERE name = ?').run(name);
        else if (write !== undefined) {
          prepare('INSERT OR REPLACE INTO lanes VALUES (?, ?)').run(
            name,
            JSON.stringify({ ...write, schemaVersion: SCHEMA_VERSION }),
          );
        }
        putEvents(prepare, events);
        return result;
      }),
  };
}

function stored(prepare: Prepare, name: LaneName): Lane {
  const row = prepare('SELECT document FROM lanes WHERE name = ?').get(name);
  return row ? readLane('lanes', JSON.parse(String(row['document']))) : NEW_LANE;
}
