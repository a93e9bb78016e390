import { type DurationMs, durationMs } from '../../functions/domain/time';

/** As Cloud Tasks names them (RateLimits and RetryConfig, v2). */
export type QueueLimits = {
  readonly maxDispatchesPerSecond: number;
  readonly maxConcurrentDispatches: number;
  /** A task is given up once it had so many attempts and was tried for so long: both. */
  readonly maxAttempts: number;
  readonly maxRetryDurationMs: DurationMs;
  readonly minBackoffMs: DurationMs;
  readonly maxBackoffMs: DurationMs;
  readonly maxDoublings: number;
};

/** How the queue in the cloud retries (infra/queue.tf). */
export const RETRIES = {
  maxAttempts: 10,
  maxRetryDurationMs: durationMs(1_800_000),
  minBackoffMs: durationMs(10_000),
  maxBackoffMs: durationMs(600_000),
  maxDoublings: 6,
} as const satisfies Partial<QueueLimits>;

/** How long a task waits after so many failed attempts: doubling first, then in even steps. */
export function backoffMs(limits: QueueLimits, attempts: number): DurationMs {
  const { minBackoffMs, maxBackoffMs, maxDoublings } = limits;
  const doublings = Math.min(attempts - 1, maxDoublings);
  const evenSteps = attempts - 1 - doublings;
  return durationMs(Math.min(maxBackoffMs, minBackoffMs * 2 ** doublings * (1 + evenSteps)));
}
