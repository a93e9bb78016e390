import { type DocumentSnapshot } from '@google-cloud/firestore';
import { type BindPace } from '../../domain/proofs/bind-pace';
import { type EpochMs, epochMs } from '../../domain/time';
import { type BindPaceStore } from '../../ports/bind-pace-store';
import { orUnreadable, UnreadableDocument } from '../document-reader';
import { readBindPace } from '../stored-run';
import { type CallFirestore } from './firestore-client';
import { type DocumentForm, documentTransactions } from './firestore-transaction';

const PATH = 'pace/binds';

/** What was read, and when by Firestore's clock. */
type Found = { readonly pace: BindPace | UnreadableDocument | undefined; readonly now: EpochMs };

const FORM: DocumentForm<Found, BindPace> = {
  path: PATH,
  read: (snapshot: DocumentSnapshot) => ({
    pace: snapshot.exists ? orUnreadable(readBindPace)(PATH, snapshot.data()) : undefined,
    now: epochMs(snapshot.readTime.toMillis()),
  }),
  fields: (pace) => pace,
};

/** The pace of binds as the document `pace/binds`. */
export function firestoreBindPaceStore(call: CallFirestore): BindPaceStore {
  const transact = documentTransactions(call);
  return {
    transact: (step) =>
      transact(FORM, ({ pace, now }) =>
        step(pace instanceof UnreadableDocument ? undefined : pace, now),
      ),
  };
}
