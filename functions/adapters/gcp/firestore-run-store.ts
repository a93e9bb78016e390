import { type DocumentSnapshot, type Firestore, type Query } from '@google-cloud/firestore';
import { isActive, type Run, RUN_STATES, SCHEDULE } from '../../domain/rotation/run';
import { MARK_OUTCOMES, type MarkOutcome } from '../../domain/run-mark';
import { DAY_MS } from '../../domain/time';
import { type RunStore } from '../../ports/run-store';
import { SCHEMA_VERSION } from '../stored-document';
import { readRun } from '../stored-run';
import { type CallFirestore } from './firestore-client';
import { type DocumentForm, documentTransactions } from './firestore-transaction';
import { inTurn } from './in-turn';
import { runTransaction } from './run-transaction';

const RUNS = 'runs';

/** Every scheduled start writes it, so that two at once can't both find nothing. */
const SCHEDULED_START = 'locks/scheduled-start';

const ACTIVE_STATES = RUN_STATES.filter((state) => isActive({ state }));

/** Runs as documents of the collection `runs`, each under its run id. Marks are counted on the accounts. */
export function firestoreRunStore(call: CallFirestore): RunStore {
  const transact = documentTransactions(call);
  const queue = inTurn();
  const find = async (narrow: (all: Query) => Query): Promise<Run[]> => {
    const found = await call('query', (database) => narrow(database.collection(RUNS)).get());
    return found.docs.flatMap((document) => runIn(document) ?? []);
  };
  return {
    read: async (runId) =>
      runIn(await call('get', (database) => database.collection(RUNS).doc(runId).get())),

    transact: (runId, step) => transact(runForm(runId), step),

    startScheduled: async (run) => {
      const there = await call('transaction', (database, givenUp) =>
        queue(SCHEDULED_START, givenUp, () => startUnlessActive(database, givenUp, run)),
      );
      return (there && runIn(there)) ?? run;
    },

    active: async () => {
      const found = await find((all) => all.where('state', 'in', ACTIVE_STATES));
      return found.toSorted(oldestFirst);
    },

    recent: (limit) =>
      find((all) => all.orderBy('startedAt', 'desc').orderBy('__name__', 'desc').limit(limit)),

    countMarks: async (runId) => {
      const counts = await Promise.all(
        MARK_OUTCOMES.map((outcome) =>
          call('count', (database) =>
            database
              .collection('accounts')
              .where('mark.runId', '==', runId)
              .where('mark.outcome', '==', outcome)
              .count()
              .get(),
          ),
        ),
      );
      const entries = MARK_OUTCOMES.map((outcome, at) => [outcome, counts[at]?.data().count ?? 0]);
      return Object.fromEntries(entries) as Record<MarkOutcome, number>;
    },
  };
}

/**
 * Writes the run, or gives the scheduled one that is active. After a lost reply Firestore begins
 * again, and finds the run that was just written: its own.
 */
function startUnlessActive(
  database: Firestore,
  givenUp: AbortSignal,
  run: Run,
): Promise<DocumentSnapshot | undefined> {
  const lock = database.doc(SCHEDULED_START);
  const runs = database.collection(RUNS);
  return runTransaction(database, givenUp, async (transaction) => {
    await transaction.get(lock);
    const active = await transaction.get(
      runs.where('startedBy', '==', SCHEDULE).where('state', 'in', ACTIVE_STATES),
    );
    givenUp.throwIfAborted();
    const [first] = active.docs;
    if (first) return first;
    transaction.set(lock, { runId: run.runId });
    transaction.set(runs.doc(run.runId), fieldsOf(run));
    return undefined;
  });
}

const runIn = (snapshot: DocumentSnapshot): Run | undefined =>
  snapshot.exists ? readRun(snapshot.ref.path, snapshot.data()) : undefined;

const fieldsOf = (run: Run): object => ({ ...run, schemaVersion: SCHEMA_VERSION });

/** Firestore forgets a run so long after it ended, by itself (`forgetAt`; infra/firestore.tf). */
const KEPT_MS = 400 * DAY_MS;

const runForm = (runId: string): DocumentForm<Run | undefined, Run> => ({
  path: `${RUNS}/${runId}`,
  read: runIn,
  fields: (run) =>
    run.finishedAt === undefined ? run : { ...run, forgetAt: new Date(run.finishedAt + KEPT_MS) },
});

const oldestFirst = (one: Run, other: Run): number =>
  one.startedAt - other.startedAt || (one.runId < other.runId ? -1 : 1);
