import { type Lane, type LaneName, NEW_LANE } from '../../domain/runs/lane';
import { type LaneStore } from '../../ports/lane-store';
import { orUnreadable, type ReadDocument, UnreadableDocument } from '../document-reader';
import { readLane } from '../stored-run';
import { type CallFirestore } from './firestore-client';
import { type DocumentForm, documentTransactions } from './firestore-transaction';

/** Lanes as documents of the collection `lanes`, by name. */
export function firestoreLaneStore(call: CallFirestore): LaneStore {
  const transact = documentTransactions(call);
  return {
    read: async (name) => {
      const { path, read } = laneForm(name, readLane);
      return read(await call('get', (database) => database.doc(path).get()));
    },
    transact: (name, step) => transact(laneForm(name, readLane), step),
    replaceUnreadable: (name, instead) =>
      transact(laneForm(name, orUnreadable(readLane)), (found) =>
        found instanceof UnreadableDocument
          ? { write: instead, result: found.replaced() }
          : { result: undefined },
      ),
  };
}

const laneForm = <Found>(
  name: LaneName,
  read: ReadDocument<Found>,
): DocumentForm<Found | Lane, Lane> => ({
  path: `lanes/${name}`,
  read: (snapshot) => (snapshot.exists ? read(snapshot.ref.path, snapshot.data()) : NEW_LANE),
  fields: (lane) => lane,
});
