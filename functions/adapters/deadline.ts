/**
 * Waits until the deadline at the latest. Then it aborts `givenUp` and throws an error whose `code` is
 * `DEADLINE_EXCEEDED`. Used for vendor calls that take no signal or that retry for minutes.
 */
export async function inTime<Value>(
  deadlineMs: number,
  run: (givenUp: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const giveUp = new AbortController();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    giveUp.abort();
    reject(Object.assign(new Error('late'), { code: 'DEADLINE_EXCEEDED' }));
  }, deadlineMs);
  try {
    return await Promise.race([run(giveUp.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs with a signal that fires after `deadlineMs`, or immediately if that is not above 0, unless the work
 * has ended by then. `AbortSignal.timeout` fires in any case. At hundreds of calls per second, creating its
 * unused errors takes 2.5 % of the CPU time.
 */
export async function untilDeadline<Value>(
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  if (deadlineMs <= 0) return work(AbortSignal.abort());
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort();
  }, deadlineMs);
  timer.unref();
  try {
    return await work(deadline.signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The value of the promise, or `undefined` once the signal fires. The result of the promise is ignored
 * after that. For work that takes no signal itself.
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
