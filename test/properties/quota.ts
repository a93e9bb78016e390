/**
 * One of Google's limits: returns whether it accepts one more call at a moment (ms). Moments never decrease.
 */
export type Quota = (atMs: number) => boolean;

/** A fixed number of calls in each window of the clock. */
export function fixedWindow(windowMs: number, calls: number, offsetMs = 0): Quota {
  let window = -1;
  let taken = 0;
  return (at) => {
    const now = Math.floor((at + offsetMs) / windowMs);
    if (now !== window) {
      window = now;
      taken = 0;
    }
    if (taken >= calls) return false;
    taken += 1;
    return true;
  };
}

/** A fixed number of calls in any window of that length. */
export function slidingWindow(windowMs: number, calls: number): Quota {
  const taken: number[] = [];
  return (at) => {
    while (taken[0] !== undefined && taken[0] <= at - windowMs) taken.shift();
    if (taken.length >= calls) return false;
    taken.push(at);
    return true;
  };
}

/** A token bucket that refills at a constant rate. */
export function tokenBucket(capacity: number, perSecond: number): Quota {
  let tokens = capacity;
  let last = 0;
  return (at) => {
    tokens = Math.min(capacity, tokens + ((at - last) / 1000) * perSecond);
    last = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** The time for this many calls if each is made at the first moment that the quota and the ceiling allow. */
export function shortestMs(quota: Quota, calls: number, ceilingPerSecond: number): number {
  let at = 0;
  for (let taken = 0; taken < calls;) {
    if (quota(at)) {
      taken += 1;
      at += 1000 / ceilingPerSecond;
    } else at += 1;
  }
  return at;
}
