import { type DocumentSnapshot } from '@google-cloud/firestore';
import { type SettledActivities } from '../../domain/drift/settled-activities';
import { type SettledActivityStore } from '../../ports/settled-activity-store';
import { orUnreadable, UnreadableDocument } from '../document-reader';
import { readSettledActivities } from '../stored-drift';
import { type CallFirestore } from './firestore-client';
import { type DocumentForm, documentTransactions } from './firestore-transaction';

const PATH = 'drift/settled';

const FORM: DocumentForm<SettledActivities | UnreadableDocument | undefined, SettledActivities> = {
  path: PATH,
  read: (snapshot: DocumentSnapshot) =>
    snapshot.exists ? orUnreadable(readSettledActivities)(PATH, snapshot.data()) : undefined,
  fields: (settled) => settled,
};

/** What of Google's log was dealt with, as the document `drift/settled`. */
export function firestoreSettledActivityStore(call: CallFirestore): SettledActivityStore {
  const transact = documentTransactions(call);
  return {
    transact: (step) =>
      transact(FORM, (found) => step(found instanceof UnreadableDocument ? undefined : found)),
  };
}
