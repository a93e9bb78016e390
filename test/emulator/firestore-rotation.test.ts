import { firestorePaceStore } from '../../functions/adapters/gcp/firestore-pace-store';
import { firestoreRunStore } from '../../functions/adapters/gcp/firestore-run-store';
import { describePaceStore } from '../contracts/pace-store.contract';
import { describeRunStore } from '../contracts/run-store.contract';
import { bareRun } from '../contracts/sample-documents';
import { closeDatabases, newProject, openDatabase, storesOf } from './empty-database';

afterAll(closeDatabases);

describeRunStore('Firestore', () => {
  const client = openDatabase(newProject());
  const { accounts } = storesOf(client);
  return Promise.resolve({ runs: firestoreRunStore(client), accounts });
});
describePaceStore('Firestore', () =>
  Promise.resolve(firestorePaceStore(openDatabase(newProject()))),
);

test('of scheduled starts in two processes at once, one writes', async () => {
  const project = newProject();
  // the emulator takes up to ten seconds to sort out two that lock the same
  const patient = (): ReturnType<typeof openDatabase> =>
    openDatabase(project, { deadlineMs: 60_000 });
  const processes = [patient(), patient()].map(firestoreRunStore);
  const given = await Promise.all(
    processes.flatMap((runs, index) => [
      runs.startScheduled(bareRun(`r${index}a`, 100)),
      runs.startScheduled(bareRun(`r${index}b`, 100)),
    ]),
  );
  expect(new Set(given.map(({ runId }) => runId)).size).toBe(1);
  expect(await processes[0]?.active()).toHaveLength(1);
});
