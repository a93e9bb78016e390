import { type DocumentSnapshot } from '@google-cloud/firestore';
import { type BindPace } from '../../domain/proofs/bind-pace';
import { type BindPaceStore } from '../../ports/bind-pace-store';
import { orUnreadable, UnreadableDocument } from '../document-reader';
import { readBindPace } from '../stored-run';
import { type CallFirestore } from './firestore-client';
import { type DocumentForm, documentTransactions } from './firestore-transaction';

const PATH = 'pace/binds';

const FORM: DocumentForm<BindPace | UnreadableDocument | undefined, BindPace> = {
  path: PATH,
  read: (snapshot: DocumentSnapshot) =>
    snapshot.exists ? orUnreadable(readBindPace)(PATH, snapshot.data()) : undefined,
  fields: (pace) => pace,
};

/** The pace of binds as the document `pace/binds`. */
export function firestoreBindPaceStore(call: CallFirestore): BindPaceStore {
  const transact = documentTransactions(call);
  return {
    transact: (step) =>
      transact(FORM, (found) => step(found instanceof UnreadableDocument ? undefined : found)),
  };
}
