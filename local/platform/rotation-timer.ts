import { type DurationMs, durationMs, later, until } from '../../functions/domain/time';
import { type Timer } from './timer';

/** Stands for Cloud Scheduler: calls immediately, then at every interval. */
export type RotationTimer = {
  /** Lets the current call end and makes no further calls. */
  readonly stop: () => Promise<void>;
};

/**
 * Calls `tick` now and at every interval after that. Ticks that fall within a call longer than the interval
 * are skipped. `tick` must never reject.
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
