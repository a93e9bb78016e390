import { readConfiguration, SCHEMA_VERSION } from '../../functions/adapters/stored-document';
import {
  type Configuration,
  DEFAULT_CONFIGURATION,
} from '../../functions/domain/configuration/configuration';
import { type ConfigurationStore } from '../../functions/ports/configuration-store';
import { type Prepare, type SqliteDatabase } from './sqlite-database';
import { putEvents } from './sqlite-outbox';

/** The one configuration document, in SQLite. Every call reads it, so it is only parsed when it changed. */
export function sqliteConfigurationStore(database: SqliteDatabase): ConfigurationStore {
  let parsed = { text: '', value: DEFAULT_CONFIGURATION };
  const stored = (prepare: Prepare): Configuration => {
    const row = prepare('SELECT document FROM configuration').get();
    if (!row) return DEFAULT_CONFIGURATION;
    const text = String(row['document']);
    if (text !== parsed.text) {
      parsed = { text, value: readConfiguration('configuration', JSON.parse(text)) };
    }
    return parsed.value;
  };
  return {
    read: () => database.read(stored),
    transact: (step) =>
      database.write((prepare) => {
        const { write, events, result } = step(stored(prepare));
        if (write === null) prepare('DELETE FROM configuration').run();
        else if (write !== undefined) {
          prepare('INSERT OR REPLACE INTO configuration VALUES (1, ?)').run(
            JSON.stringify({ ...write, schemaVersion: SCHEMA_VERSION }),
          );
        }
        putEvents(prepare, events);
        return result;
      }),
  };
}
