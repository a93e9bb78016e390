import { join } from 'node:path';
import { rfc3339 } from '../../../functions/domain/time';
import { sqliteEventLog } from '../../../local/platform/event-log';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
import { describeEventPublisher } from '../../contracts/event-publisher.contract';
import { newFolder } from './new-folder';

const opened: SqliteDatabase[] = [];
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
});

describeEventPublisher('the event log in SQLite', () => {
  const database = new SqliteDatabase(join(newFolder(), 'state.sqlite'));
  opened.push(database);
  const log = sqliteEventLog(database);
  return Promise.resolve({
    publisher: log,
    told: async () => {
      const logged = await log.after(0, 10_000);
      return logged.map(({ event }) => ({ ...event, at: rfc3339(event.at) }));
    },
  });
});
