import { type DocumentSnapshot } from '@google-cloud/firestore';
import { type Pace } from '../../domain/pace/pace';
import { type PaceStore } from '../../ports/pace-store';
import { orUnreadable, UnreadableDocument } from '../document-reader';
import { readPace } from '../stored-run';
import { type CallFirestore } from './firestore-client';
import { type DocumentForm, documentTransactions } from './firestore-transaction';

const PATH = 'pace/current';

type Found = Pace | UnreadableDocument | undefined;

const read = (snapshot: DocumentSnapshot): Found =>
  snapshot.exists ? orUnreadable(readPace)(PATH, snapshot.data()) : undefined;

const FORM: DocumentForm<Found, Pace> = { path: PATH, read, fields: (pace) => pace };

/** The pace as the document `pace/current`. */
export function firestorePaceStore(call: CallFirestore): PaceStore {
  const transact = documentTransactions(call);
  return {
    read: async () => {
      const found = read(await call('get', (database) => database.doc(PATH).get()));
      return found instanceof UnreadableDocument ? undefined : found;
    },
    transact: (step) =>
      transact(FORM, (found) =>
        found instanceof UnreadableDocument ? { result: step(undefined).result } : step(found),
      ),
    forgetUnreadable: () =>
      transact(FORM, (found) =>
        found instanceof UnreadableDocument
          ? { write: null, result: found.replaced() }
          : { result: undefined },
      ),
  };
}
