import { type QueryDocumentSnapshot } from '@google-cloud/firestore';
import { type PasswordEvent } from '../../domain/event';
import { type Outbox } from '../../ports/outbox';
import { readApart } from '../document-reader';
import { readEvent } from '../stored-document';
import { type CallFirestore } from './firestore-client';
import { OUTBOX } from './firestore-transaction';

/** Firestore's client documentation recommends at most 500 writes per batch. */
const BATCH = 500;

/** The search for unreadable events reads at most this many. */
const LOOKED_AT = 100;

/** Events as documents of the collection `outbox`, by event ID. */
export function firestoreOutbox(call: CallFirestore): Outbox {
  return {
    pending: async (limit) => {
      const events: PasswordEvent[] = [];
      let last: QueryDocumentSnapshot | undefined;
      for (;;) {
        const missing = limit - events.length;
        const docs = await pageAfter(call, last, missing);
        events.push(...eventsIn(docs).found);
        if (docs.length < missing || events.length === limit) return events;
        last = docs.at(-1);
      }
    },
    unreadable: async () => {
      // By id, not by age: one that has no `at` is in no order by it.
      const { docs } = await call('query', (database) =>
        database.collection(OUTBOX).limit(LOOKED_AT).get(),
      );
      return eventsIn(docs).unreadable;
    },
    remove: async (ids) => {
      for (let from = 0; from < ids.length; from += BATCH) {
        const some = ids.slice(from, from + BATCH);
        await call('batch', (database) => {
          const batch = database.batch();
          for (const id of some) batch.delete(database.collection(OUTBOX).doc(id));
          return batch.commit();
        });
      }
    },
  };
}

const eventsIn = (docs: readonly QueryDocumentSnapshot[]) =>
  readApart(
    readEvent,
    // By the document's own ID: an event that cannot be removed would be published for ever.
    docs.map((each) => ({ path: each.ref.path, data: { ...each.data(), id: each.id } })),
  );

async function pageAfter(
  call: CallFirestore,
  last: QueryDocumentSnapshot | undefined,
  limit: number,
): Promise<readonly QueryDocumentSnapshot[]> {
  const { docs } = await call('query', (database) => {
    const ordered = database.collection(OUTBOX).orderBy('at').orderBy('__name__').limit(limit);
    return (last ? ordered.startAfter(last) : ordered).get();
  });
  return docs;
}
