import { isCircuitClosed } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { paceAt, type Pace } from './pace';
import { type Run, type RunWait, SCHEDULE } from './run';
import { type DurationMs, durationMs, type EpochMs, until } from '../time';
import { windowAt } from './window';

/** Why nothing may be rotated now, and when to ask again. */
export type Closed = { readonly waitingFor: RunWait; readonly retryAfterMs: DurationMs };

/** Nobody is told when an administrator mends something or ends a pause: ask again so often. */
const ASK_AGAIN_MS = durationMs(300_000);
/** Between two tries while the connection is broken. */
const CONNECTION_AGAIN_MS = durationMs(60_000);

/**
 * What holds a run back now, or undefined. Pause, window and a period of 0 (never) are for the schedule:
 * what an administrator asks for is done at once.
 */
export function gateOf(
  run: Pick<Run, 'startedBy'>,
  configuration: Configuration,
  now: EpochMs,
): Closed | undefined {
  if (!isCircuitClosed(configuration)) {
    return { waitingFor: 'configuration', retryAfterMs: CONNECTION_AGAIN_MS };
  }
  if (run.startedBy !== SCHEDULE) return undefined;
  const { paused, periodDays, window } = configuration.policy;
  if (paused || periodDays === 0) return { waitingFor: 'paused', retryAfterMs: ASK_AGAIN_MS };
  const opening = window && windowAt(window, now);
  if (opening?.kind !== 'closed') return undefined;
  const left = until(now, opening.opensAt);
  return { waitingFor: 'window', retryAfterMs: durationMs(Math.min(left, ASK_AGAIN_MS)) };
}

/** Whether Google is given a rest now, and for how long. */
export function restOf(pace: Pace | undefined, now: EpochMs): Closed | undefined {
  const { pausedUntil } = paceAt(pace, 1, now);
  if (pausedUntil === undefined) return undefined;
  return { waitingFor: 'google', retryAfterMs: until(now, pausedUntil) };
}
