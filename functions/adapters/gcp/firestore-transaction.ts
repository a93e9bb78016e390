import { randomUUID } from 'node:crypto';
import { type DocumentSnapshot, type Firestore, type Transaction } from '@google-cloud/firestore';
import { type Step } from '../../ports/account-store';
import { SCHEMA_VERSION } from '../document-reader';
import { type CallFirestore } from './firestore-client';
import { inTurn } from './in-turn';
import { runTransaction } from './run-transaction';

/** The collection of events that were written together with their change and wait to be published. */
export const OUTBOX = 'outbox';

/**
 * One document: its path, how to read a snapshot, and how to write a new version over the one that was
 * read.
 */
export type DocumentForm<Current, Document> = {
  readonly path: string;
  readonly read: (snapshot: DocumentSnapshot) => Current;
  readonly fields: (document: Document, current: Current) => object;
};

/** Changes one document with a pure step. */
export type TransactDocument = <Current, Document, Result>(
  form: DocumentForm<Current, Document>,
  step: (current: Current) => Step<Document, Result>,
) => Promise<Result>;

/**
 * Reads a document, lets `step` decide, and writes the document and its events in one transaction. The
 * transaction body makes no other calls. Transactions of this process on the same document queue here;
 * those of other processes queue in Firestore.
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
 * The attempts of one transaction. Firestore starts another attempt after a conflict. After a commit whose
 * reply was lost, it may start another attempt or fail. A document whose `writer` is one of these attempts
 * proves that the commit arrived, and `step` does not run again on its own result.
 */
class Attempts<Current, Document, Result> {
  readonly #form: DocumentForm<Current, Document>;
  readonly #step: (current: Current) => Step<Document, Result>;
  /** The result of each attempt that was sent, by the `writer` in its document. */
  readonly #sent = new Map<string, { readonly result: Result }>();
  /** An error from `step` or from reading the document, not from Firestore. */
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
    givenUp.throwIfAborted(); // no write after the caller has given up
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
