import { type DailyCountsStore } from '../../ports/daily-counts-store';
import { SCHEMA_VERSION } from '../document-reader';
import { foundDailyCounts } from '../stored-daily-counts';
import { type CallFirestore } from './firestore-client';

const DAYS = 'dailyCounts';

/** Firestore's upper limit of writes in a batch is 500. What is left over goes with the next day. */
const DELETED_AT_ONCE = 400;

/** The counts of each day as documents of the collection `dailyCounts`, by day. */
export const firestoreDailyCountsStore = (call: CallFirestore): DailyCountsStore => ({
  between: async (from, to) => {
    const found = await call('query', (database) =>
      database
        .collection(DAYS)
        .where('__name__', '>=', from)
        .where('__name__', '<=', to)
        .orderBy('__name__')
        .get(),
    );
    return foundDailyCounts(
      found.docs.map((document) => ({ path: document.ref.path, data: document.data() })),
    );
  },

  put: (counts, keptFrom) =>
    call('batch', async (database, givenUp) => {
      const days = database.collection(DAYS);
      const old = await days.where('__name__', '<', keptFrom).limit(DELETED_AT_ONCE).select().get();
      givenUp.throwIfAborted();
      const batch = database.batch();
      batch.set(days.doc(counts.day), { ...counts, schemaVersion: SCHEMA_VERSION });
      for (const { ref } of old.docs) batch.delete(ref);
      await batch.commit();
    }),
});
