import { type DurationMs, durationMs, later, until } from '../../functions/domain/time';
import { type Timer } from './timer';

/** Stands for Cloud Scheduler: calls at once, then at every interval. */
export type RotationTimer = {
  /** Lets a call under way end, and makes no other. */
  readonly stop: () => Promise<void>;
};

/**
 * Calls `tick` now and at every interval after that. While a call takes longer than the interval, the
 * ticks that it covers are left out. `tick` never rejects.
 */
export function startRotationTimer(
  timer: Timer,
  interval: DurationMs,
  tick: () => Promise<void>,
): RotationTimer {
  const begun = timer.now();
  let underWay = Promise.resolve();
  let cancel = (): void => undefined;
  let stopped = false;
  const next = (): void => {
    const passed = Math.floor((timer.now() - begun) / interval) + 1;
    const at = later(begun, durationMs(passed * interval));
    if (!stopped) cancel = timer.after(until(timer.now(), at), run);
  };
  const run = (): void => {
    underWay = tick().then(next);
  };
  run();
  return {
    stop: () => {
      stopped = true;
      cancel();
      return underWay;
    },
  };
}
