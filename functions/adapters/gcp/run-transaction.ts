import { type Firestore, type Transaction } from '@google-cloud/firestore';

/** Firestore's message for a transaction that a conflict or a timeout has ended. */
const CLOSED = /transaction is invalid or closed/i;
const INVALID_ARGUMENT = 3;

const TRIES = 5;

/**
 * Runs a transaction, and repeats it if Firestore reports it as closed. Firestore may report that after a
 * conflict, but the library recognises only the other message for conflicts (seen with the emulator,
 * 9.4.1). The closed transaction may have been committed and its reply lost, so `body` must recognise its
 * own result when it reads it.
 */
export async function runTransaction<Result>(
  database: Pick<Firestore, 'runTransaction'>,
  givenUp: AbortSignal,
  body: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await database.runTransaction(body);
    } catch (error) {
      if (tries === TRIES || givenUp.aborted || !isClosed(error)) throw error;
    }
  }
}

const isClosed = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === INVALID_ARGUMENT &&
  CLOSED.test(error.message);
