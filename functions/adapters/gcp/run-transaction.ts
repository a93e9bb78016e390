import { type Firestore, type Transaction } from '@google-cloud/firestore';

/** Firestore's words for a transaction that another one, or time, has ended. */
const CLOSED = /transaction is invalid or closed/i;
const INVALID_ARGUMENT = 3;

const TRIES = 5;

/**
 * Runs a transaction, and again if Firestore says that it is closed: after a conflict it may say so, and
 * the library takes only its other words for a conflict (seen with the emulator, 9.4.1). The one that was
 * closed may have been committed, with its reply lost: so `body` has to know its own work when it reads it.
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
