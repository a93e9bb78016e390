import { runTransaction } from '../../../functions/adapters/gcp/run-transaction';

/** The error that the library throws for Firestore's answer (observed with the emulator). */
const closed = (): Error =>
  Object.assign(new Error('3 INVALID_ARGUMENT: Transaction is invalid or closed.'), { code: 3 });

/** A database whose transactions fail with these errors in order, then succeed. */
function failing(...errors: Error[]) {
  let runs = 0;
  const database = {
    runTransaction: <Result>(body: (transaction: never) => Promise<Result>): Promise<Result> => {
      runs += 1;
      const error = errors.shift();
      return error ? Promise.reject(error) : body(undefined as never);
    },
  };
  return { database, runs: () => runs };
}

const done = () => Promise.resolve('done');
const open = new AbortController().signal;

test('a transaction that Firestore has closed runs again', async () => {
  const { database, runs } = failing(closed(), closed());
  expect(await runTransaction(database, open, done)).toBe('done');
  expect(runs()).toBe(3);
});

test('and is given up after five attempts, or when no caller waits any more', async () => {
  const always = failing(...Array.from({ length: 9 }, closed));
  await expect(runTransaction(always.database, open, done)).rejects.toThrow('closed');
  expect(always.runs()).toBe(5);
  const late = failing(closed(), closed());
  await expect(runTransaction(late.database, AbortSignal.abort(), done)).rejects.toThrow('closed');
  expect(late.runs()).toBe(1);
});

test.each([
  Object.assign(new Error('3 INVALID_ARGUMENT: a field is too long'), { code: 3 }),
  Object.assign(new Error('Transaction is invalid or closed.'), { code: 7 }),
  new Error('Transaction is invalid or closed.'),
])('any other failure is thrown at once: %s', async (error) => {
  const { database, runs } = failing(error);
  await expect(runTransaction(database, open, done)).rejects.toBe(error);
  expect(runs()).toBe(1);
});
