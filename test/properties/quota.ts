/** A limit of Google's: says at a moment (ms) whether one more call is taken. Moments never go back. */
export type Quota = (atMs: number) => boolean;

/** So many calls in each window of the clock. */
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

/** So many calls in any stretch of time of that length. */
export function slidingWindow(windowMs: number, calls: number): Quota {
  const taken: number[] = [];
  return (at) => {
    while (taken[0] !== undefined && taken[0] <= at - windowMs) taken.shift();
    if (taken.length >= calls) return false;
    taken.push(at);
    return true;
  };
}

/** A bucket of tokens that fills evenly. */
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

/** How long so many calls take when each is made at the first moment that quota and ceiling allow. */
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
