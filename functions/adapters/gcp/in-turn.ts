/** Runs what has the same key one after the other, and everything else at once. */
export type InTurn = <Value>(
  key: string,
  givenUp: AbortSignal,
  run: () => Promise<Value>,
) => Promise<Value>;

/**
 * A queue for each key, within this process: transactions on one Firestore document that wait for
 * each other here need no lock there (50 of them took 19 s by Firestore's locks and back-off alone).
 * The next has its turn when the one before is done or given up; what is given up before its turn
 * throws the signal's reason.
 */
export function inTurn(): InTurn {
  const last = new Map<string, Promise<null>>();
  return async (key, givenUp, run) => {
    const before = last.get(key);
    const { promise: over, resolve } = Promise.withResolvers<null>();
    const end = (): void => {
      resolve(null);
    };
    last.set(key, over);
    givenUp.addEventListener('abort', end, { once: true });
    try {
      await before;
      givenUp.throwIfAborted();
      return await run();
    } finally {
      end();
      if (last.get(key) === over) last.delete(key);
    }
  };
}
