import { SCHEMA_VERSION } from '../../functions/adapters/document-reader';
import { type PasswordEvent } from '../../functions/domain/event';
import { type Prepare } from './sqlite-database';

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
