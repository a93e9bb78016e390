/**
 * Runs with a signal that fires after `deadlineMs` (at once when that is not above 0) unless the work
 * has ended by then. `AbortSignal.timeout` fires in any case: with hundreds of calls a second, making
 * the errors that nobody reads takes a fortieth of the processor time.
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
