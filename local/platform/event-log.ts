import { readEvent, SCHEMA_VERSION } from '../../functions/adapters/stored-document';
import { type PasswordEvent } from '../../functions/domain/event';
import { type EventPublisher } from '../../functions/ports/event-publisher';
import { REDOABLE, type SqliteDatabase } from './sqlite-database';

/** A published event and its place in the log; places ascend and are never given twice. */
type LoggedEvent = { readonly sequence: number; readonly event: PasswordEvent };

/** What stands for the topic on one machine: events are appended, and read by place. */
export type EventLog = EventPublisher & {
  /** The events after a place, by place, at most `limit`. */
  after(sequence: number, limit: number): Promise<readonly LoggedEvent[]>;
};

/** The event log in SQLite. An event that is in it already is not appended again. */
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
