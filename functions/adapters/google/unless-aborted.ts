/**
 * The promise's value, or `undefined` once the signal fires; what the promise does after that is
 * nobody's business any more. For waiting on something that takes no signal itself.
 */
export function unlessAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      resolve(undefined);
    };
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', giveUp);
    });
  });
}
