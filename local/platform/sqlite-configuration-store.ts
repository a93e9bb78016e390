import { readConfiguration, SCHEMA_VERSION } from '../../functions/adapters/stored-document';
import {
  type Configuration,
  DEFAULT_CONFIGURATION,
} from '../../functions/domain/configuration/configuration';
import { type ConfigurationStore } from '../../functions/ports/configuration-store';
import { type Prepare, type SqliteDatabase } from './sqlite-database';
import { putEvents } from './sqlite-outbox';

/**
 * The one configuration document, in SQLite. Every call reads it, so it is kept until it is written;
 * nobody else writes to the file.
 */
export function sqliteConfigurationStore(database: SqliteDatabase): ConfigurationStore {
  let kept: Configuration | undefined;
  return {
    read: () => database.read((prepare) => (kept ??= stored(prepare))),
    transact: (step) =>
      database.write((prepare) => {
        kept = undefined; // whatever comes of the transaction: the next read is after it
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

function stored(prepare: Prepare): Configuration {
  const row = prepare('SELECT document FROM configuration').get();
  if (!row) return DEFAULT_CONFIGURATION;
  return readConfiguration('configuration', JSON.parse(String(row['document'])));
}
