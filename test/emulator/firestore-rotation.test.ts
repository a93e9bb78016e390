import { firestoreBindPaceStore } from '../../functions/adapters/gcp/firestore-bind-pace-store';
import { firestoreDailyCountsStore } from '../../functions/adapters/gcp/firestore-daily-counts-store';
import { firestoreLaneStore } from '../../functions/adapters/gcp/firestore-lane-store';
import { firestorePaceStore } from '../../functions/adapters/gcp/firestore-pace-store';
import { firestoreRunStore } from '../../functions/adapters/gcp/firestore-run-store';
import { firestoreSettledActivityStore } from '../../functions/adapters/gcp/firestore-settled-activity-store';
import { describeBindPaceStore } from '../contracts/bind-pace-store.contract';
import { describeDailyCountsStore } from '../contracts/daily-counts-store.contract';
import { describeLaneStore } from '../contracts/lane-store.contract';
import { describePaceStore } from '../contracts/pace-store.contract';
import { describeRunStore } from '../contracts/run-store.contract';
import { bareRun } from '../contracts/sample-runs';
import { describeSettledActivityStore } from '../contracts/settled-activity-store.contract';
import { closeDatabases, newProject, openDatabase } from './empty-database';

afterAll(closeDatabases);

describeRunStore('Firestore', () => {
  const client = openDatabase(newProject());
  return {
    runs: firestoreRunStore(client),
    spoil: (runId) =>
      client('spoil', (database) => database.doc(`runs/${runId}`).update({ counts: 'spoilt' })),
  };
});
describeBindPaceStore('Firestore', () => {
  const client = openDatabase(newProject());
  return {
    store: firestoreBindPaceStore(client),
    spoil: () =>
      client('spoil', (database) => database.doc('pace/binds').update({ runsAt: 'spoilt' })),
  };
});

describeSettledActivityStore('Firestore', () => {
  const client = openDatabase(newProject());
  return {
    store: firestoreSettledActivityStore(client),
    spoil: () =>
      client('spoil', (database) => database.doc('drift/settled').update({ minutes: 1 })),
  };
});

describeLaneStore('Firestore', () => {
  const client = openDatabase(newProject());
  return {
    lanes: firestoreLaneStore(client),
    spoil: () =>
      client('spoil', (database) => database.doc('lanes/directory').update({ lease: 'spoilt' })),
  };
});
describeDailyCountsStore('Firestore', () => {
  const client = openDatabase(newProject());
  return {
    store: firestoreDailyCountsStore(client),
    spoil: (day) =>
      client('spoil', (database) => database.doc(`dailyCounts/${day}`).update({ ages: 'spoilt' })),
  };
});
describePaceStore('Firestore', () => {
  const client = openDatabase(newProject());
  return {
    store: firestorePaceStore(client),
    spoil: () =>
      client('spoil', (database) => database.doc('pace/current').update({ refusals: 'spoilt' })),
  };
});

test('of concurrent starts in two processes that do the same, one writes', async () => {
  const project = newProject();
  // The emulator needs up to ten seconds to resolve two transactions that lock the same document.
  const patient = (): ReturnType<typeof openDatabase> =>
    openDatabase(project, { deadlineMs: 60_000 });
  const processes = [patient(), patient()].map(firestoreRunStore);
  const given = await Promise.all(
    processes.flatMap((runs, index) => [
      runs.start(bareRun(`r${index}a`, 100), () => true),
      runs.start(bareRun(`r${index}b`, 100), () => true),
    ]),
  );
  expect(new Set(given.map(({ runId }) => runId)).size).toBe(1);
  expect(await processes[0]?.active()).toHaveLength(1);
});
