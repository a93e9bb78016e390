import { randomUUID } from 'node:crypto';
import { type DocumentSnapshot, type Firestore, type Transaction } from '@google-cloud/firestore';
import { type Step } from '../../ports/account-store';
import { SCHEMA_VERSION } from '../stored-document';
import { type CallFirestore } from './firestore-client';
import { inTurn } from './in-turn';
import { runTransaction } from './run-transaction';

/** The collection of events that were written with their change and wait to be published. */
export const OUTBOX = 'outbox';

/** One document: where it is, how a snapshot is read, and how it is written over the one that was read. */
export type DocumentForm<Current, Document> = {
  readonly path: string;
  readonly read: (snapshot: DocumentSnapshot) => Current;
  readonly fields: (document: Document, current: Current) => object;
};

/** Changes one document by a pure step. */
export type TransactDocument = <Current, Document, Result>(
  form: DocumentForm<Current, Document>,
  step: (current: Current) => Step<Document, Result>,
) => Promise<Result>;

/**
 * Reads a document, lets `step` decide, and writes document and events in one transaction, whose body
 * calls nothing else. Transactions of this process on one document wait for each other here, those of
 * others in Firestore.
 */
export function documentTransactions(call: CallFirestore): TransactDocument {
  const queue = inTurn();
  return async (form, step) => {
    const attempts = new Attempts(form, step);
    try {
      return await call('transaction', (database, givenUp) =>
        queue(form.path, givenUp, () => attempts.run(database, givenUp)),
      );
    } catch (error) {
      throw attempts.thrown ? attempts.thrown.error : error;
    }
  };
}

/**
 * The attempts of one transaction. Firestore begins another after a conflict. After a commit whose
 * reply was lost it may begin another too, or fail: then a document that names one of these attempts as
 * its writer tells that its commit arrived, and the step does not run on its own work.
 */
class Attempts<Current, Document, Result> {
  readonly #form: DocumentForm<Current, Document>;
  readonly #step: (current: Current) => Step<Document, Result>;
  /** What each attempt that was sent would tell, by the writer that its document names. */
  readonly #sent = new Map<string, { readonly result: Result }>();
  /** What the step, or reading the document, threw: ours and not Firestore's. */
  thrown: { readonly error: unknown } | undefined;

  constructor(
    form: DocumentForm<Current, Document>,
    step: (current: Current) => Step<Document, Result>,
  ) {
    this.#form = form;
    this.#step = step;
  }

  async run(database: Firestore, givenUp: AbortSignal): Promise<Result> {
    try {
      return await runTransaction(database, givenUp, (transaction) =>
        this.#attempt(database, transaction, givenUp),
      );
    } catch (error) {
      if (this.#sent.size === 0 || this.thrown || givenUp.aborted) throw error;
      const arrived = this.#arrived(await database.doc(this.#form.path).get());
      if (arrived) return arrived.result;
      throw error;
    }
  }

  #arrived(snapshot: DocumentSnapshot): { readonly result: Result } | undefined {
    const writer: unknown = snapshot.get('writer');
    return typeof writer === 'string' ? this.#sent.get(writer) : undefined;
  }

  async #attempt(
    database: Firestore,
    transaction: Transaction,
    givenUp: AbortSignal,
  ): Promise<Result> {
    const document = database.doc(this.#form.path);
    const snapshot = await transaction.get(document);
    givenUp.throwIfAborted(); // what the step decides now would be written when nobody waits for it
    const arrived = this.#arrived(snapshot);
    if (arrived) return arrived.result;
    const { current, decided } = this.#decide(snapshot);
    if (decided.write === null) transaction.delete(document);
    else if (decided.write !== undefined) {
      const fields = this.#form.fields(decided.write, current);
      const writer = randomUUID();
      transaction.set(document, { ...fields, schemaVersion: SCHEMA_VERSION, writer });
      this.#sent.set(writer, { result: decided.result });
    }
    for (const event of decided.events ?? []) {
      const place = database.collection(OUTBOX).doc(event.id);
      transaction.set(place, { ...event, schemaVersion: SCHEMA_VERSION });
    }
    return decided.result;
  }

  #decide(snapshot: DocumentSnapshot): { current: Current; decided: Step<Document, Result> } {
    try {
      const current = this.#form.read(snapshot);
      return { current, decided: this.#step(current) };
    } catch (error) {
      this.thrown = { error };
      throw new Error('nothing is to be written'); // ends the transaction, whatever `error` holds
    }
  }
}
