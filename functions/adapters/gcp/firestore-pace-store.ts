import { type DocumentSnapshot } from '@google-cloud/firestore';
import { type Pace } from '../../domain/pace/pace';
import { type PaceStore } from '../../ports/pace-store';
import { readPace } from '../stored-run';
import { type CallFirestore } from './firestore-client';
import { type DocumentForm, documentTransactions } from './firestore-transaction';

const PATH = 'pace/current';

const read = (snapshot: DocumentSnapshot): Pace | undefined =>
  snapshot.exists ? readPace(PATH, snapshot.data()) : undefined;

const FORM: DocumentForm<Pace | undefined, Pace> = { path: PATH, read, fields: (pace) => pace };

/** The pace as the document `pace/current`. */
export function firestorePaceStore(call: CallFirestore): PaceStore {
  const transact = documentTransactions(call);
  return {
    read: async () => read(await call('get', (database) => database.doc(PATH).get())),
    transact: (step) => transact(FORM, step),
  };
}
