import { readConfiguration } from '../../functions/adapters/stored-document';
import {
  type Configuration,
  DEFAULT_CONFIGURATION,
} from '../../functions/domain/configuration/configuration';
import { type ConfigurationStore } from '../../functions/ports/configuration-store';
import { type SqliteDatabase } from './sqlite-database';
import { storedIn, transactOn } from './sqlite-documents';

const CONFIGURATION = { name: 'configuration', key: 'id', read: readConfiguration };

/**
 * The one configuration document, in SQLite. Every call reads it, so it is cached until the next write. No
 * other process writes to the file.
 */
export function sqliteConfigurationStore(database: SqliteDatabase): ConfigurationStore {
  let kept: Configuration | undefined;
  return {
    read: () =>
      database.read(
        (prepare) => (kept ??= storedIn(CONFIGURATION, prepare, 1) ?? DEFAULT_CONFIGURATION),
      ),
    transact: (step) =>
      transactOn(database, CONFIGURATION, 1, (stored = DEFAULT_CONFIGURATION) => {
        kept = undefined; // whatever the outcome: later reads go to the database
        return step(stored);
      }),
  };
}
