import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { rfc3339 } from '../../../functions/domain/time';
import { sqliteEventLog } from '../../../local/platform/event-log';
import { SqliteDatabase } from '../../../local/platform/sqlite-database';
import { describeEventPublisher } from '../../contracts/event-publisher.contract';
import { event } from '../../contracts/sample-documents';
import { newFolder } from './new-folder';

const opened: SqliteDatabase[] = [];
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
});

test('an unreadable row is passed over and told, also as the last of a page', async () => {
  const database = new SqliteDatabase(join(newFolder(), 'state.sqlite'));
  opened.push(database);
  const log = sqliteEventLog(database);
  await log.publish([event('a', 1), event('b', 2), event('c', 3), event('d', 4)]);
  await database.write((prepare) =>
    prepare("UPDATE events SET document = '{' WHERE id IN ('b', 'd')").run(),
  );
  const page = async (after: number, limit: number) => {
    const { events, next, unreadable } = await log.after(after, limit);
    return [events.map(({ event: { id } }) => id), next, unreadable.map(({ message }) => message)];
  };
  expect(await page(0, 2)).toStrictEqual([
    ['a'],
    2,
    ['events/2 is not in the form of schema version 1: /'],
  ]);
  expect(await page(2, 2)).toStrictEqual([
    ['c'],
    4,
    ['events/4 is not in the form of schema version 1: /'],
  ]);
  expect(await page(4, 2)).toStrictEqual([[], 4, []]);
});

test('an event that was shown keeps its position after a loss of power', async () => {
  const [live, disk] = [join(newFolder(), 'state.sqlite'), join(newFolder(), 'state.sqlite')];
  const database = new SqliteDatabase(live, () => {
    for (const end of ['', '-wal']) copyFileSync(live + end, disk + end);
    return Promise.resolve();
  });
  opened.push(database);
  await database.write((prepare) => prepare("INSERT INTO facts VALUES ('a', 'x')").run());
  const log = sqliteEventLog(database);
  await log.publish([event('one', 1)]);
  const { next } = await log.after(0, 100);

  const later = new SqliteDatabase(disk);
  opened.push(later);
  const after = sqliteEventLog(later);
  await after.publish([event('two', 2)]);
  const { events } = await after.after(next, 100);
  expect(events.map(({ event: { id } }) => id)).toStrictEqual(['two']);
});

describeEventPublisher('the event log in SQLite', () => {
  const database = new SqliteDatabase(join(newFolder(), 'state.sqlite'));
  opened.push(database);
  const log = sqliteEventLog(database);
  return Promise.resolve({
    publisher: log,
    told: async () => {
      const logged = await log.after(0, 10_000);
      return logged.events.map(({ event }) => ({ ...event, at: rfc3339(event.at) }));
    },
  });
});
