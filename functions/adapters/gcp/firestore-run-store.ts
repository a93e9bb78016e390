import { type DocumentSnapshot, type Firestore, type Query } from '@google-cloud/firestore';
import {
  isActive,
  isScheduled,
  isScheduledProof,
  type Run,
  RUN_STATES,
} from '../../domain/runs/run';
import { DAY_MS } from '../../domain/time';
import { type RunStore } from '../../ports/run-store';
import { SCHEMA_VERSION } from '../document-reader';
import { foundRuns, readRun } from '../stored-run';
import { type CallFirestore } from './firestore-client';
import { type DocumentForm, documentTransactions } from './firestore-transaction';
import { inTurn } from './in-turn';
import { runTransaction } from './run-transaction';

const RUNS = 'runs';

/**
 * Every start writes this document, so that two simultaneous starts cannot both find no active run. The
 * name comes from the first release.
 */
const START = 'locks/scheduled-start';

/** The first release had two more active states. Runs that it started are continued. */
const ACTIVE_STATES = [
  ...RUN_STATES.filter((state) => isActive({ state })),
  'first-wave',
  'planning',
];

/** Runs as documents of the collection `runs`, by run ID. */
export function firestoreRunStore(call: CallFirestore): RunStore {
  const transact = documentTransactions(call);
  const queue = inTurn();
  const find = async (narrow: (all: Query) => Query): Promise<ReturnType<typeof foundIn>> =>
    foundIn(await call('query', (database) => narrow(database.collection(RUNS)).get()));
  return {
    read: async (runId) => {
      const document = await call('get', (database) => database.collection(RUNS).doc(runId).get());
      return document.exists ? foundIn({ docs: [document] }).runs[0] : undefined;
    },

    transact: (runId, step) => transact(runForm(runId), step),

    start: (run, isSame) =>
      call('transaction', (database, givenUp) =>
        queue(START, givenUp, () => start(database, givenUp, { run, isSame })),
      ),

    active: async () => (await find(activeOf)).runs.toSorted(oldestFirst),

    recent: async (limit) => {
      const newest = (all: Query): Query =>
        all.orderBy('startedAt', 'desc').orderBy('__name__', 'desc').limit(limit);
      return (await find(newest)).runs;
    },

    ofSchedule: async (kind, limit) => {
      const newest = (all: Query): Query =>
        all.orderBy(`scheduledAt.${kind}`, 'desc').orderBy('__name__', 'desc').limit(limit);
      return (await find(newest)).runs;
    },

    besideProofs: async (limit) => {
      const newest = (all: Query): Query =>
        all.orderBy('besideProofsAt', 'desc').orderBy('__name__', 'desc').limit(limit);
      return (await find(newest)).runs;
    },

    unreadable: async () => (await find(activeOf)).unreadable,
  };
}

const activeOf = (runs: Query): Query => runs.where('state', 'in', ACTIVE_STATES);

const foundIn = ({ docs }: { docs: readonly DocumentSnapshot[] }): ReturnType<typeof foundRuns> =>
  foundRuns(docs.map((document) => ({ path: document.ref.path, data: document.data() })));

/**
 * Writes the run, or returns the active run that does the same. After a lost reply Firestore repeats the
 * transaction, which then finds the run that the first attempt wrote.
 */
function start(
  database: Firestore,
  givenUp: AbortSignal,
  { run, isSame }: { run: Run; isSame: (active: Run) => boolean },
): Promise<Run> {
  const lock = database.doc(START);
  const runs = database.collection(RUNS);
  return runTransaction(database, givenUp, async (transaction) => {
    await transaction.get(lock);
    const found = await transaction.get(activeOf(runs));
    givenUp.throwIfAborted();
    const there = foundIn(found)
      .runs.toSorted(oldestFirst)
      .find((each) => each.runId === run.runId || isSame(each));
    if (there) return there;
    transaction.set(lock, { runId: run.runId });
    transaction.set(runs.doc(run.runId), { ...withOrder(run), schemaVersion: SCHEMA_VERSION });
    return run;
  });
}

const runIn = (snapshot: DocumentSnapshot): Run | undefined =>
  snapshot.exists ? readRun(snapshot.ref.path, snapshot.data()) : undefined;

/** How long Firestore keeps a run after its end, then deletes it (`forgetAt`; infra/firestore.tf). */
const KEPT_MS = 400 * DAY_MS;

const runForm = (runId: string): DocumentForm<Run | undefined, Run> => ({
  path: `${RUNS}/${runId}`,
  read: runIn,
  fields: (run) => ({
    ...withOrder(run),
    ...(run.finishedAt === undefined ? {} : { forgetAt: new Date(run.finishedAt + KEPT_MS) }),
  }),
});

/** Fields of their own order the schedule's runs of each kind, and all but its proofs: no composite index is needed. */
const withOrder = (run: Run): object => ({
  ...run,
  ...(isScheduled(run) ? { scheduledAt: { [run.kind]: run.startedAt } } : {}),
  ...(isScheduledProof(run) ? {} : { besideProofsAt: run.startedAt }),
});

const oldestFirst = (one: Run, other: Run): number =>
  one.startedAt - other.startedAt || (one.runId < other.runId ? -1 : 1);
