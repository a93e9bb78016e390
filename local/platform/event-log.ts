import { readApart, SCHEMA_VERSION } from '../../functions/adapters/document-reader';
import { readEvent } from '../../functions/adapters/stored-document';
import { type PasswordEvent } from '../../functions/domain/event';
import { type EventPublisher } from '../../functions/ports/event-publisher';
import { REDOABLE, type SqliteDatabase } from './sqlite-database';
import { documentAt } from './sqlite-documents';

/** A published event and its position in the log. Positions ascend and are never reused. */
type LoggedEvent = { readonly sequence: number; readonly event: PasswordEvent };

/** `next`: the position of the last row, readable or not; without rows, the one that was asked for. */
type LogPage = {
  readonly events: readonly LoggedEvent[];
  readonly next: number;
  /** Why rows were passed over. */
  readonly unreadable: readonly Error[];
};

/** Stands for the topic on one machine. Events are appended and are read by position. */
export type EventLog = EventPublisher & {
  /** The events of at most `limit` rows after a position, in order. An unreadable row hides no other. */
  after(sequence: number, limit: number): Promise<LogPage>;
};

const AFTER = 'SELECT sequence, document FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?';

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
    after: async (sequence, limit) => {
      const page = await database.read((prepare) => {
        const rows = prepare(AFTER).all(sequence, limit);
        const documents = rows.map((row) =>
          documentAt({ name: 'events' }, String(row['sequence']), row),
        );
        const logged = (path: string, data: unknown): LoggedEvent => ({
          sequence: Number(path.slice('events/'.length)),
          event: readEvent(path, data),
        });
        const { found: events, unreadable } = readApart(logged, documents);
        return { events, unreadable, next: Number(rows.at(-1)?.['sequence'] ?? sequence) };
      });
      // Waits for the disk: after a loss of power, other events would get the positions of those.
      if (page.next > sequence) await database.write(() => undefined);
      return page;
    },
  };
}
