import { systemClock } from '../../functions/adapters/system-clock';
import { type DurationMs } from '../../functions/domain/time';
import { type Clock } from '../../functions/ports/clock';

/** A clock that also calls back: the system's, or a test's. */
export type Timer = Clock & {
  /** Runs it once, `delay` from now or a little later; the function given takes that back. */
  after(delay: DurationMs, run: () => void): () => void;
};

/** Node takes no longer delay (2^31 - 1 ms, 24 days). */
const LONGEST_MS = 2_147_483_647;

/** Keeps no process alive by itself. */
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
