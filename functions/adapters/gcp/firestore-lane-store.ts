import { type DocumentSnapshot } from '@google-cloud/firestore';
import { type Lane, type LaneName, NEW_LANE } from '../../domain/rotation/lane';
import { type LaneStore } from '../../ports/lane-store';
import { readLane } from '../stored-run';
import { type CallFirestore } from './firestore-client';
import { type DocumentForm, documentTransactions } from './firestore-transaction';

/** Lanes as documents of the collection `lanes`, by name. */
export function firestoreLaneStore(call: CallFirestore): LaneStore {
  const transact = documentTransactions(call);
  return {
    read: async (name) =>
      laneIn(await call('get', (database) => database.doc(laneForm(name).path).get())),
    transact: (name, step) => transact(laneForm(name), step),
  };
}

const laneIn = (snapshot: DocumentSnapshot): Lane =>
  snapshot.exists ? readLane(snapshot.ref.path, snapshot.data()) : NEW_LANE;

const laneForm = (name: LaneName): DocumentForm<Lane, Lane> => ({
  path: `lanes/${name}`,
  read: laneIn,
  fields: (lane) => lane,
});
