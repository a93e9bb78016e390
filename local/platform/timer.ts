import { systemClock } from '../../functions/adapters/system-clock';
import { type DurationMs } from '../../functions/domain/time';
import { type Clock } from '../../functions/ports/clock';

/** A clock with callbacks: the system's or a test's. */
export type Timer = Clock & {
  /** Calls `run` once, after `delay` or a little later. The returned function cancels the call. */
  after(delay: DurationMs, run: () => void): () => void;
};

/** Node's upper limit for a delay (2^31 - 1 ms, 24 days). */
const LONGEST_MS = 2_147_483_647;

/** Pending callbacks do not keep the process alive. */
export const systemTimer: Timer = {
  ...systemClock,
  after: (delay, run) => {
    const timeout = setTimeout(run, Math.min(delay, LONGEST_MS));
    timeout.unref();
    return () => {
      clearTimeout(timeout);
    };
  },
};
