import { type DurationMs, durationMs } from '../../functions/domain/time';

/**
 * How the queue in the cloud retries, as Cloud Tasks names it (RetryConfig, v2; infra/queue.tf). A task
 * is given up once it had so many attempts and was tried for so long: both.
 */
export const RETRIES = {
  maxAttempts: 100,
  maxRetryDurationMs: durationMs(86_400_000),
  minBackoffMs: durationMs(10_000),
  maxBackoffMs: durationMs(60_000),
  maxDoublings: 3,
} as const;

/** How long a task waits after so many failed attempts. The longest pause comes before the last doubling. */
export function backoffMs(attempts: number): DurationMs {
  const { minBackoffMs, maxBackoffMs, maxDoublings } = RETRIES;
  return durationMs(
    Math.min(maxBackoffMs, minBackoffMs * 2 ** Math.min(attempts - 1, maxDoublings)),
  );
}

/** Whether a task is given up. */
export const isUsedUp = (attempts: number, triedForMs: number): boolean =>
  attempts >= RETRIES.maxAttempts && triedForMs >= RETRIES.maxRetryDurationMs;

/** A name is free again this long after its task ended (v2 proto of Cloud Tasks). */
export const NAME_MEMORY_MS = 3_600_000;
