import { type Outbox } from '../../ports/outbox';
import { readEvent } from '../stored-document';
import { type CallFirestore } from './firestore-client';
import { OUTBOX } from './firestore-transaction';

/** Firestore's client documentation recommends at most 500 writes per batch. */
const BATCH = 500;

/** Events as documents of the collection `outbox`, by event ID. */
export function firestoreOutbox(call: CallFirestore): Outbox {
  return {
    pending: async (limit) => {
      const { docs } = await call('query', (database) =>
        database.collection(OUTBOX).orderBy('at').orderBy('__name__').limit(limit).get(),
      );
      return docs.map((document) => readEvent(document.ref.path, document.data()));
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
