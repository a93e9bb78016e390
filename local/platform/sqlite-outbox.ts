import { readApart } from '../../functions/adapters/document-reader';
import { readEvent } from '../../functions/adapters/stored-document';
import { type PasswordEvent } from '../../functions/domain/event';
import { type Outbox } from '../../functions/ports/outbox';
import { type Prepare, REDOABLE, type SqliteDatabase } from './sqlite-database';
import { documentAt } from './sqlite-documents';

/** The search for unreadable events reads at most this many. */
const LOOKED_AT = 100;

/** Events in SQLite that were written with the change they describe and wait to be published. */
export function sqliteOutbox(database: SqliteDatabase): Outbox {
  return {
    pending: (limit) =>
      database.read((prepare) => {
        const events: PasswordEvent[] = [];
        let last = BEFORE_ALL;
        for (;;) {
          const missing = limit - events.length;
          const page = pageAfter(prepare, last, missing);
          events.push(...page.found);
          if (page.last === undefined || events.length === limit) return events;
          last = page.last;
        }
      }),
    unreadable: () =>
      database.read((prepare) => pageAfter(prepare, BEFORE_ALL, LOOKED_AT).unreadable),
    remove: (ids) =>
      database.write((prepare) => {
        const sql = 'DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))';
        prepare(sql).run(JSON.stringify(ids));
      }, REDOABLE),
  };
}

/** By age, then by id. */
type Place = readonly [at: number, id: string];
const BEFORE_ALL: Place = [-1, ''];

/** The events after a place, and the place of the last one if there may be more. */
function pageAfter(prepare: Prepare, after: Place, limit: number) {
  const sql = 'SELECT * FROM outbox WHERE (at, id) > (?, ?) ORDER BY at, id LIMIT ?';
  const rows = prepare(sql).all(...after, limit);
  const documents = rows.map((row) => {
    const id = String(row['id']);
    const { path, data } = documentAt({ name: 'outbox' }, id, row);
    // By the row's own ID: an event that cannot be removed would be published for ever.
    return { path, data: typeof data === 'object' ? { ...data, id } : data };
  });
  const row = rows[limit - 1];
  const last: Place | undefined = row && [Number(row['at']), String(row['id'])];
  return { ...readApart(readEvent, documents), last };
}
