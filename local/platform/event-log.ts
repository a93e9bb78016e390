import { readEvent, SCHEMA_VERSION } from '../../functions/adapters/stored-document';
import { type PasswordEvent } from '../../functions/domain/event';
import { type EventPublisher } from '../../functions/ports/event-publisher';
import { REDOABLE, type SqliteDatabase } from './sqlite-database';

/** A published event and its position in the log. Positions ascend and are never reused. */
type LoggedEvent = { readonly sequence: number; readonly event: PasswordEvent };

/** Stands for the topic on one machine. Events are appended and are read by position. */
export type EventLog = EventPublisher & {
  /** At most `limit` events after a position, in order. */
  after(sequence: number, limit: number): Promise<readonly LoggedEvent[]>;
};

/** The event log in SQLite. Appending the same event twice has no effect. */
export function sqliteEventLog(database: SqliteDatabase): EventLog {
  return {
    publish: (events) =>
      database.write((prepare) => {
        for (const event of events) {
          prepare('INSERT OR IGNORE INTO events (id, document) VALUES (?, ?)').run(
            event.id,
            JSON.stringify({ ...event, schemaVersion: SCHEMA_VERSION }),
          );
        }
      }, REDOABLE),
    after: (sequence, limit) =>
      database.read((prepare) =>
        prepare(
          'SELECT sequence, document FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?',
        )
          .all(sequence, limit)
          .map((row) => ({
            sequence: Number(row['sequence']),
            event: readEvent('events', JSON.parse(String(row['document']))),
          })),
      ),
  };
}
