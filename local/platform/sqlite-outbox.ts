import { readEvent, SCHEMA_VERSION } from '../../functions/adapters/stored-document';
import { type PasswordEvent } from '../../functions/domain/event';
import { type Outbox } from '../../functions/ports/outbox';
import { type Prepare, REDOABLE, type SqliteDatabase } from './sqlite-database';

/** Events in SQLite that were written with the change they describe and wait to be published. */
export function sqliteOutbox(database: SqliteDatabase): Outbox {
  return {
    pending: (limit) =>
      database.read((prepare) =>
        prepare('SELECT document FROM outbox ORDER BY at, id LIMIT ?')
          .all(limit)
          .map((row) => readEvent('outbox', JSON.parse(String(row['document'])))),
      ),
    remove: (ids) =>
      database.write((prepare) => {
        const sql = 'DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))';
        prepare(sql).run(JSON.stringify(ids));
      }, REDOABLE),
  };
}

/** Adds a transaction's events to the outbox. An event that is already there is not added again. */
export function putEvents(prepare: Prepare, events: readonly PasswordEvent[] = []): void {
  for (const event of events) {
    prepare('INSERT OR REPLACE INTO outbox VALUES (?, ?, ?)').run(
      event.id,
      event.at,
      JSON.stringify({ ...event, schemaVersion: SCHEMA_VERSION }),
    );
  }
}
