/**
 * Waits no longer than the deadline, then aborts `givenUp` and throws an error whose `code` is
 * `DEADLINE_EXCEEDED`. For vendors' calls that take no signal or retry for minutes.
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
